"""The CPX portal of Vĩnh Long's agencies: `/portal/wp<site>/<site>/page/xemtin.cpx?item=` or `?uuid=`.

Only its addresses are known for sure (public code, 2016 to 2021). The class names are those of its vendor's
other portals: where a theme has none of them, the text is found by its looks.
"""

from crawler.platforms.base import Layout, Mark, Platform

NEWS = Layout(
    name="xemtin",
    title=(".xemtin .tieude", ".tieude_tin", ".tieudetin", ".newstitle", ".title-detail", ".tieude"),
    lead=(".xemtin .tomtat", ".tomtat", ".trichyeu", ".newsbrief", ".sapo"),
    body=(".xemtin .noidung", ".noidung_tin", ".noidungtin", ".newscontent", ".content-detail", ".noidung"),
    published=(".xemtin .ngaydang", ".ngaydang", ".newsdate", ".date-detail", ".ngay"),
    author=(".xemtin .tacgia", ".tacgia", ".newsauthor"),
    source=(".xemtin .nguon", ".nguontin", ".newssource", ".nguon"),
    attachments=(".dinhkem", ".tepdinhkem", ".attach"),
)

CPX = Platform(
    name="cpx",
    marks=(
        Mark("url", r"^https?://[^/]+/[^?]*\.cpx(?:$|[?#;])", 0.85),
        Mark("url", r"^https?://[^/]+/portal/wp\w+/", 0.5),
        Mark("element", "a[href^=/portal/wp]", 0.5),
        Mark("element", "link[href^=/portal/wp]", 0.5),
        Mark("element", "img[src^=/portal/wp]", 0.4),
    ),
    layouts=(NEWS,),
    article_urls=(r"/(?:xemtin|chitiet\w*|xemvanban|tinchitiet)\.cpx\?(?:.*&)?(?:item|uuid|id)=[\w-]+",),
    list_urls=(r"/(?:tintuc|danhsach\w*|chuyenmuc|vanban|home|trangchu)\.cpx", r"[?&](?:page|trang|p)=\d+"),
    drop_urls=(r"/(?:intin|print|login|dangnhap|lienhe|timkiem|search)\w*\.cpx",),
)
