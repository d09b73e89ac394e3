"""Links that never lead to an article: calendars, searches, tags, print views, logins, assets.

Patterns over path and query, for every platform; a platform's own are in its adapter.
"""

import re
from functools import lru_cache

_TRAP = re.compile(
    r"""
    /(?:lich|lich-?cong-?tac|calendar|lich-tuan)/\d
    | /(?:lich(?!-su)[\w-]*|calendar|events?|su-kien)
      /(?:(?:tuan|thang|nam|ngay|day|week|month)[-/]?\d|\d{1,2}[/-](?:19|20)\d\d|(?:19|20)\d\d[/-]\d)[\d/-]*(?:\?|$)
    | /(?:archive|luu-tru)/(?:19|20)\d\d\b | /nam-(?:19|20)\d\d(?:/thang-\d{1,2})?/?$ | jevents
    | [?&](?:ngay|tuan|thang|day|month|week|date|tu-?ngay|den-?ngay|fromdate|todate|nam|tuan-?thu)=
    | [?&]view=(?:calendar|month|week|day)(?:&|$) | [?&]m=(?:19|20)\d{4}(?:\d\d)?(?:&|$)
    | [?&][\w-]+=(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?(?:&|$)
    | [?&][\w-]+=\d{1,2}(?:/|-|%2F)\d{1,2}(?:/|-|%2F)(?:19|20)\d\d(?:&|$)
    | ^/(?:[\w-]+/)?(?:19|20)\d\d(?:[/-]\d{1,2}){0,2}/?(?:\?.*)?$
    | [?&](?:s|q|k|keyword|keywords|search|tukhoa|tu-khoa|tags?)= | /(?:search|tim-kiem|timkiem|tag|tags
    |tu-khoa|seek)(?:[/?.]|$)
    | /(?:login|logout|signin|register|dang-nhap|dangnhap|dang-ky|dangky|account|users?|admin
    |quan-tri)(?:[/?.]|$)
    | [?&](?:returnurl|replytocom|share|print|viewmode|tmpl|dnnprintmode|sort|orderby|sapxep)=
    | /(?:print|in-bai|inbai|sendmail|savefile|gui-mail|binh-luan|comments?)(?:[/?.]|$) | print(?:page)?\.aspx
    | /(?:_layouts|_vti_bin|wp-admin|wp-login|cgi-bin|captcha|ajax|api/auth)(?:[/.]|$)
    | \.(?:css|js|json|ico|jpe?g|png|gif|svg|webp|bmp|mp3|mp4|avi|wmv|flv|swf|woff2?|ttf|exe|apk
    |xml\.gz\.sig)(?:$|\?)
    | javascript: | /cdn-cgi/ | [?&]download= | /(?:so-do-cong|sodocong|sitemap\.html|sitemap\.aspx|lien-he
    |lienhe|contact|gop-y|gopy)(?:[/?.]|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_trap(path: str) -> bool:
    """Whether a path with its query is one that a crawl must not follow."""
    return _TRAP.search(path) is not None
