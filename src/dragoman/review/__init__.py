"""The periodic review: drafted from the live view, set in HTML, Markdown and DOCX."""

from dragoman.review import docx, html, markdown
from dragoman.review.draft import draft

__all__ = ["WRITERS", "draft"]

WRITERS = {".html": html.write, ".md": markdown.write, ".docx": docx.write}
