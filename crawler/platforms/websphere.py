"""IBM WebSphere Portal (HCL Digital Experience) with its web content: `/wps/portal/...!ut/p/...`.

The address holds the state of the whole portal, so one article has many; `urile=wcm:path:` names the content
where the portal writes it. Content is drawn by templates of each portal; the theme's names recur.
"""

from crawler.platforms.base import Layout, Mark, Platform

CONTENT = Layout(
    name="web-content",
    title=(
        ".wcm-title",
        ".news-title",
        ".title-detail",
        ".detail-title",
        ".tieude",
        ".wpthemeControlBody h1",
        ".wpthemeControlBody h2",
        ".wpsPortletBody h1",
        ".wpsPortletBody h2",
    ),
    lead=(".wcm-summary", ".news-summary", ".sapo", ".summary", ".trichdan", ".tomtat", ".description"),
    body=(
        ".wcm-content",
        ".wcm-body",
        ".wcm-rich-text",
        ".wpthemeControlBody .news-content",
        ".wpthemeControlBody .content-detail",
        ".detail-content",
        ".noidung",
        ".wpsPortletBody .content",
    ),
    published=(".wcm-date", ".news-date", ".publish-date", ".date-detail", ".ngaydang", ".date", ".time"),
    author=(".wcm-author", ".news-author", ".author", ".tacgia"),
    source=(".wcm-source", ".news-source", ".nguon"),
    attachments=(".wcm-files", ".attachments", ".dinhkem", ".attach"),
)

WEBSPHERE = Platform(
    name="websphere",
    marks=(
        Mark("header", r"^ibm-web2-location:|^x-(?:wps|ibm-portal)", 0.9),
        Mark("url", r"^https?://[^/]+/wps/(?:my)?(?:portal|poc|wcm)/|/!ut/p/", 0.85),
        Mark("element", "link[href^=/wps/]", 0.8),
        Mark("element", "script[src^=/wps/]", 0.8),
        Mark("element", "a[href^=/wps/portal]", 0.6),
        Mark("element", ".wpthemeControlBody", 0.7),
        Mark("element", ".wpsPortletBody", 0.7),
        Mark("element", "#layoutContainers", 0.4),
    ),
    layouts=(CONTENT,),
    article_urls=(
        r"[?&]urile=wcm(?::|%3a)path(?::|%3a)",
        r"/wps/(?:wcm/connect|portal)/(?!.*!ut/p/)[^?]*/[\w%]+(?:-[\w%]+){3,}",
        r"[?&](?:wcm_global_context|content_id)=",
    ),
    list_urls=(
        r"[?&](?:wcm_page\.[\w.-]*|pagenum|curpage|page)=\d+",
        r"/wps/portal/(?:[\w-]+/){0,3}(?:tin-?tuc|tintuc|news|thongbao|vanban)/?$",
    ),
    drop_urls=(
        r"/wps/myportal/",
        r"/wps/(?:contenthandler|PA_|proxy|redirect)",
        r"/(?:login|search)/",
        r"[?&](?:presentationtemplate|printview)=",
    ),
)
