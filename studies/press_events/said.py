"""What the report says of several cells together, as tables of their own, so that its numbers are cells, too."""

from math import comb

import pandas as pd

from analysis.measures.correction import adjust
from press_events.settings import Settings


def said_tables(tables: dict[str, pd.DataFrame], settings: Settings) -> dict[str, pd.DataFrame]:
    """Sums, extremes and percentages of other tables, by name; each where its sources are there."""
    found: dict[str, pd.DataFrame] = {}
    window = tables["window"]
    first = window[(window["group"] == "(all)") & (window["name"] == settings.event.name)].iloc[0]
    every = window[(window["group"] == "(all)") & (window["name"] == settings.event.name)]
    holm = adjust(every["p_days"].astype(float), "holm")
    found["sample_holm"] = pd.DataFrame({"frame": every["frame"], "p_days_adjusted": holm})
    ways = comb(int(first["days_before"] + first["days_after"]), int(first["days_before"]))
    found["shuffles"] = _pairs({"ways to deal the days": ways, "smallest p": 1 / ways})
    tested = tables["families"].dropna(subset=["p"])
    found["found"] = _pairs({"tests": len(tested), "found": int(tested["found"].sum())})
    if "regression" in tables:
        rows = tables["regression"].query("term == 'after' and outcome == 'presence'")
        columns = ["estimate", "low", "high", "raw", "raw_low", "raw_high"]
        found["points"] = pd.concat([rows[["frame", "design"]], 100 * rows[columns]], axis=1)
    if "coding_saved" in tables:
        numbers = tables["coding_saved"].query("design == 'random'")["codings"]
        found["coding_sizes"] = _pairs({"fewest": numbers.min(), "most": numbers.max()})
    if "whole_placebos" in tables:
        places = tables["whole_placebos"]
        real, others = (places[places["is_event"] == is_event].groupby("frame") for is_event in (True, False))
        found["two_days"] = pd.DataFrame(
            {
                "event": real["difference"].first(),
                "largest": others["difference"].agg(lambda change: change.abs().max()),
                "others": others.size(),
            }
        ).reset_index()
    if "published" in tables:
        groups = tables["published"].query("not what.str.startswith('all ')")
        found["published_sums"] = _pairs({"groups": len(groups), "groups that agree": int(groups["agrees"].sum())})
    if "frequencies" in tables:
        ratios = tables["frequencies"].drop_duplicates("word")
        found["ratios"] = pd.DataFrame({"word": ratios["word"], "percent": 100 * (ratios["ratio"] - 1)})
    return found


def _pairs(numbers: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(numbers.items()), columns=["what", "number"])
