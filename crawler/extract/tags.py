"""Which HTML elements part paragraphs, and which are not shown to a reader. Data only."""

# fmt: off
BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
"""HTML Standard, 15.3 (the rendering section): display block, list-item or of tables."""
UNREAD_TAGS = frozenset({
    "script", "style", "noscript", "template", "input", "select", "option", "textarea", "button", "iframe",
    "object", "embed", "audio", "video", "svg", "canvas", "map", "head", "title", "meta", "link", "nav",
    "marquee",
})
"""What is no text, a control, or navigation by its own name."""
HIDDEN_CLASSES = frozenset({
    "hide", "hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "hide-accessible",
    "element-invisible", "ms-hide", "visuallyhidden", "offscreen",
})
"""Bootstrap 3 to 5, WordPress, Liferay, Drupal, SharePoint: for screen readers, or for nobody."""
# fmt: on
