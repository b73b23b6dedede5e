"""Files that hold several articles, as press archives save them: cut into articles, their headers read as metadata."""

from analysis.corpus.articles.forms import KEEP, Found, articles_in, check_articles, may_hold_articles
from analysis.corpus.articles.tables import documents_of

__all__ = ["KEEP", "Found", "articles_in", "check_articles", "documents_of", "may_hold_articles"]
