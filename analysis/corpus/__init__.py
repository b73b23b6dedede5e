"""Reading corpora: documents with their metadata, in the formats and encodings that Arabic texts come in."""

from analysis.corpus.boilerplate import boilerplate, without_boilerplate
from analysis.corpus.check import CorpusCheck, check_corpus
from analysis.corpus.documents import Corpus, Document, Skipped
from analysis.corpus.duplicates import duplicates, with_clusters, without_duplicates
from analysis.corpus.reading import read_corpus
from analysis.corpus.repairs import repair_text
from analysis.corpus.streaming import CorpusStream, stream_corpus

__all__ = [
    "Corpus",
    "CorpusCheck",
    "CorpusStream",
    "Document",
    "Skipped",
    "boilerplate",
    "check_corpus",
    "duplicates",
    "read_corpus",
    "repair_text",
    "stream_corpus",
    "with_clusters",
    "without_boilerplate",
    "without_duplicates",
]
