"""Reading corpora: documents with their metadata, in the formats and encodings that Arabic texts come in."""

from analysis.corpus.documents import Corpus, Document
from analysis.corpus.reading import read_corpus
from analysis.corpus.streaming import CorpusStream, stream_corpus

__all__ = ["Corpus", "CorpusStream", "Document", "read_corpus", "stream_corpus"]
