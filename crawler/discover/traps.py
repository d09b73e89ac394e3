"""Links that never lead to an article: calendars, searches, tags, print views, logins, assets.

Patterns over path and query, for every platform; a platform's own are in its adapter.
"""

import re

_TRAP = re.compile(
    r"""
    /(?:lich|lich-cong-tac|lichcongtac|calendar|lich-tuan)/\d
    | [?&](?:ngay|tuan|thang|day|month|week|date|tungay|denngay|fromdate|todate|nam)=
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


def is_trap(path: str) -> bool:
    """Whether a path with its query is one that a crawl must not follow."""
    return _TRAP.search(path) is not None
