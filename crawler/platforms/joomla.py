"""Joomla 1.5 to 5, with K2, which many departments use for their news.

`created` and `published` may both be shown: publication is the second, and "last updated" is none.
"Viết bởi" has no colon behind it: an author is read only where the name has an element of its own.
Source: the com_content and K2 item templates of Joomla 1.5, 2.5, 3 and 4.
"""

from crawler.platforms.base import Layout, Mark, Platform

_FILES = (".attachmentsContainer", ".attachmentsList", ".itemAttachmentsBlock", ".itemAttachments")

CONTENT = Layout(
    name="com-content",
    title=(
        ".item-page [itemprop=headline]",
        ".item-page .page-header h1",
        ".item-page .page-header h2",
        ".com-content-article h1",
        ".com-content-article h2",
        ".item-page h2",
        ".item-page h1",
    ),
    body=(
        ".item-page [itemprop=articleBody]",
        ".com-content-article__body",
        "[itemprop=articleBody]",
        ".item-page .article-content",
        ".item-page",
    ),
    published=(
        ".item-page dd.published",
        ".item-page .published",
        "time[itemprop=datePublished]",
        ".item-page dd.create",
        ".item-page .create",
        "time[itemprop=dateCreated]",
    ),
    author=(".createdby [itemprop=name]", ".createdby a"),
    attachments=_FILES,
)
K2 = Layout(
    name="k2",
    title=(".itemView h2.itemTitle", "h2.itemTitle", ".itemTitle"),
    lead=(".itemIntroText",),
    body=(".itemFullText", ".itemBody .itemText", ".itemBody"),
    published=(".itemDateCreated", ".itemDatePublished"),
    author=(".itemAuthor a",),
    attachments=_FILES,
)
FIFTEEN = Layout(
    name="joomla-1.5",
    title=(".componentheading h2", "td.contentheading", "h2.contentheading", ".contentheading"),
    body=(".article-content", "table.contentpaneopen td", ".contentpaneopen"),
    published=("td.createdate", ".createdate"),
    attachments=_FILES,
)

JOOMLA = Platform(
    name="joomla",
    marks=(
        Mark("element", "meta[content^=joomla]", 0.95),
        Mark("element", "script.joomla-script-options", 0.95),
        Mark("element", "script[src*=/media/jui/js/]", 0.8),
        Mark("element", "script[src*=/media/system/js/]", 0.7),
        Mark("element", "script[src*=/media/vendor/joomla]", 0.9),
        Mark("element", "link[href*=/components/com_]", 0.7),
        Mark("element", "a[href^=/index.php?option=com_]", 0.7),
        Mark("element", "form[action*=option=com_]", 0.6),
        Mark("url", r"[?&]option=com_\w+|/index\.php/component/|/component/\w+/\?", 0.8),
        Mark("element", ".item-page", 0.4),
        Mark("element", "#k2Container", 0.7),
        Mark("element", "table.contentpaneopen", 0.7),
    ),
    layouts=(CONTENT, K2, FIFTEEN),
    article_urls=(
        r"option=com_content&(?=.*view=article)(?=.*\bid=\d)",
        r"option=com_k2&(?=.*view=item&)(?=.*\bid=\d)",
        r"/item/\d+-[\w-]+",
        r"/\d+-[\w%]+(?:-[\w%]+)+(?:\.html|/)?$",
        r"/[\w%]+(?:-[\w%]+){4,}(?:\.html)?$",
    ),
    list_urls=(
        r"[?&](?:start|limitstart)=\d+",
        r"option=com_content&(?=.*view=(?:category|section|featured|frontpage))",
        r"option=com_k2&(?=.*view=itemlist)|/itemlist/",
        r"/(?:tin-tuc|tin-[\w-]+|thong-bao|van-ban|su-kien|hoat-dong[\w-]*)(?:\.html)?/?$",
    ),
    drop_urls=(
        r"tmpl=component",
        r"[?&]print=1",
        r"option=com_(?:mailto|users?|search|finder|registration|contact)|/component/(?:mailto|users|search)",
        r"[?&]format=(?:pdf|raw)",
        r"/administrator/",
        r"/itemlist/(?:user|tag|date|search)",
    ),
    discovery=("/index.php?format=feed&type=rss",),
)
