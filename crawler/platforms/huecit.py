"""HueCIT, the news module that Huế's departments run on DotNetNuke: `/?gd=&cn=&tc=`.

`gd` is the interface, `cn` the function, `tc` the article. DotNetNuke's marks count here too once one of
HueCIT's own is found, so those decide between the two.
"""

from crawler.platforms.base import Layout, Mark, Platform
from crawler.platforms.dotnetnuke import DOTNETNUKE

ARTICLE = Layout(
    name="huecit",
    title=(".tieude-tin", ".tin-tieude", ".news-title", ".chitiet-tieude", "h1.title", "h2.title"),
    lead=(".tin-trichyeu", ".news-lead", ".trichyeu", ".chitiet-trichyeu"),
    body=(".tin-noidung", ".news-content", ".chitiet-noidung", ".noidungtin", ".noidung"),
    published=(".tin-ngay", ".news-date", ".ngaycapnhat", ".ngay-cap-nhat"),
    author=(".tin-tacgia", ".tacgia"),
    source=(".nguontin", ".tin-nguon"),
    attachments=(".tin-dinhkem", ".dinhkem"),
)

HUECIT = Platform(
    name="huecit",
    marks=(
        Mark("url", r"^https?://[^/]+/(?:default\.aspx)?\?(?=.*\bgd=\d)(?=.*\bcn=\d)", 0.7),
        Mark("element", "a[href*=?gd=]", 0.4),
        Mark("element", "script[src*=/DesktopModules/HueCIT]", 0.8),
        Mark("element", "link[href*=/DesktopModules/HueCIT]", 0.8),
        Mark("element", "img[src*=/UploadFiles/TinTuc/]", 0.6),
    ),
    base=DOTNETNUKE,
    layouts=(ARTICLE, *DOTNETNUKE.layouts),
    article_urls=(r"[?&]tc=\d+", *DOTNETNUKE.article_urls),
    list_urls=(r"[?&]gd=\d+&cn=\d+(?:&|$)", *DOTNETNUKE.list_urls),
    drop_urls=DOTNETNUKE.drop_urls,
)
