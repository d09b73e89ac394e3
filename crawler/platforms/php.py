"""Hand-made PHP portals: one `index.php` whose parameters, in Vietnamese, say what is shown.

Seen on schools and education offices (`index.php?chucnang=view_chitiet&chudecode=&baivietcode=`). Their pages
bear no mark but their addresses, so those of links to the portal itself count too.
"""

from crawler.platforms.base import Layout, Mark, Platform

DETAIL = Layout(
    name="detail",
    title=(
        ".tieude_baiviet",
        ".tieude-baiviet",
        ".tieudebaiviet",
        ".tieude_tin",
        ".tieu_de",
        ".title_news",
        ".news_title",
        ".tieude",
    ),
    lead=(".tomtat_baiviet", ".tomtat", ".tom_tat", ".trichdan", ".trich_dan", ".sapo"),
    body=(
        ".noidung_baiviet",
        ".noidung-baiviet",
        ".noidungbaiviet",
        ".noidung_tin",
        ".noi_dung",
        ".content_news",
        ".news_content",
        ".noidung",
    ),
    published=(".ngaydang_baiviet", ".ngaydang", ".ngay_dang", ".ngay_gui", ".news_date", ".ngay"),
    author=(".tacgia_baiviet", ".tacgia", ".tac_gia"),
    source=(".nguon_baiviet", ".nguon", ".nguontin"),
    attachments=(".dinhkem", ".dinh_kem", ".tep_dinh_kem", ".file_dinh_kem"),
)
_OWN = r"(?:chucnang|chuc_nang|chudecode|baivietcode|machude|mabaiviet|idtin|id_tin|matin|ma_tin)"

PHP = Platform(
    name="php",
    marks=(
        Mark("url", rf"/(?:index\.php)?\?(?:[^#]*&)?{_OWN}=", 0.7),
        Mark("element", "a[href*=baivietcode=]", 0.5),
        Mark("address", rf"^/?(?:index\.php)?\?(?:[\w=;&-]*&)?{_OWN}=", 0.4),
        Mark("url", r"/(?:chitiet\w*|xemtin|tinchitiet|chi_tiet\w*)\.php\?", 0.5),
        Mark("cookie", r"\bPHPSESSID=", 0.1),
        Mark("header", r"^x-powered-by:\s*php", 0.1),
    ),
    layouts=(DETAIL,),
    article_urls=(
        r"[?&](?:baivietcode|mabaiviet|idtin|id_tin|matin|ma_tin)=[\w-]+",
        r"[?&]chuc_?nang=(?:view_)?chi_?tiet\w*",
        r"/(?:chitiet\w*|xemtin|tinchitiet|chi_tiet\w*)\.php\?(?:.*&)?id\w*=\d+",
    ),
    list_urls=(
        r"[?&](?:chudecode|machude|id_?chuyenmuc|id_?loai)=[\w-]+",
        r"[?&]chuc_?nang=(?:view_)?(?:chude|danhsach|list|chuyenmuc)\w*",
        r"[?&](?:page|trang|p)=\d+",
    ),
    drop_urls=(
        r"[?&]chuc_?nang=(?:dang_?nhap|dang_?ky|login|lien_?he|tim_?kiem|search|in_?bai|print)",
        r"/(?:login|dangnhap|print|inbai|search|timkiem)\w*\.php",
    ),
)
