"""Count the frames of a folder of Arabic texts: python examples/count_frames.py corpus/ispr"""

import sys

from analysis import annotate, default_lexicon, evidence, find_frames, frame_rates, read_corpus

if len(sys.argv) != 2:
    sys.exit(__doc__)
annotations = annotate(read_corpus(sys.argv[1]))
hits = find_frames(annotations, default_lexicon().select("cooperation", "security", "terrorism"))
rates = frame_rates(hits, annotations)
print(rates[["frame", "n", "denominator", "documents_with", "rate", "low", "high", "note"]].round(2).to_string())
print(evidence(rates.iloc[-1], annotations, hits, context=4).table[["left", "keyword", "right"]].to_string())
