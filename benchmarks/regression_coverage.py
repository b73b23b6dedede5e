"""Does the corrected regression keep its promise? A simulation with a known truth, seeded.

The corpora are those of `benchmarks/correction.py`: two groups of documents, a dictionary whose precision (0.7 and 0.9)
and recall (0.8 and 0.6) differ between them, 200 coded paragraphs of 2,400. Presence of the frame in a paragraph is
regressed on the group, linearly and by logistic regression: on the dictionary's labels, on the coded paragraphs alone
(weighted), and on the pseudo-outcomes of design-based supervised learning.

    python -m benchmarks.regression_coverage        writes regression_coverage.csv beside this file
"""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.surrogate_regression import fit, pseudo_outcomes
from benchmarks.correction import ERRORS, SCENARIOS, SHAPE, draw_group

HERE = Path(__file__).parent
DRAWS, SEED = 600, 20_230_607


def share(rate: float) -> float:
    """The share of paragraphs with the frame: Poisson counts whose rates follow a gamma, lengths from 20 to 59."""
    lengths = np.arange(20, 60)
    return float(1 - ((1 + rate * lengths / SHAPE) ** -SHAPE).mean())


def one_draw(rng: np.random.Generator, rates: tuple[float, float], design: str, family: str) -> dict[str, tuple]:
    """Coefficient of the second group, with its interval, by each method."""
    groups = [draw_group(rng, rate, *errors, design) for rate, errors in zip(rates, ERRORS, strict=True)]
    truth = np.concatenate([np.where(g.coded, g.truth > 0, np.nan) for g in groups])
    machine = np.concatenate([g.machine > 0 for g in groups]).astype(float)
    weights = np.concatenate([g.weights for g in groups])
    documents = np.concatenate([g.documents + 1000 * number for number, g in enumerate(groups)])
    second = np.repeat([0.0, 1.0], [len(g.truth) for g in groups])
    matrix = np.column_stack([np.ones(len(second)), second])
    made = pseudo_outcomes(truth, machine, 1 / weights)
    coded = ~np.isnan(truth)
    alone = np.where(coded, np.nan_to_num(truth) * weights, 0)
    labels = {"raw": machine, "corrected": made}
    found = {}
    for method, outcomes in labels.items():
        fitted = fit(outcomes, matrix, documents, family)
        low, high = fitted.intervals()
        found[method] = (fitted.coefficients[1], low[1], high[1])
    if family == "linear":
        fitted = fit(alone, matrix, documents)
        low, high = fitted.intervals()
        found["codings alone"] = (fitted.coefficients[1], low[1], high[1])
    return found


def main() -> None:
    """Run all settings and write the table."""
    rows = []
    for family in ("linear", "logistic"):
        for design in ("random", "stratified"):
            for scenario, rates in SCENARIOS.items():
                one, other = share(rates[0]), share(rates[1])
                logit = np.log([one / (1 - one), other / (1 - other)])
                truth = other - one if family == "linear" else logit[1] - logit[0]
                rng = np.random.default_rng(SEED)
                draws = [one_draw(rng, rates, design, family) for _ in range(DRAWS)]
                for method in draws[0]:
                    values = np.array([draw[method] for draw in draws])
                    rows.append(
                        {
                            "family": family, "design": design, "scenario": scenario, "method": method, "truth": truth,
                            "mean": values[:, 0].mean(), "bias": values[:, 0].mean() - truth,
                            "coverage": ((values[:, 1] <= truth) & (truth <= values[:, 2])).mean(),
                            "width": (values[:, 2] - values[:, 1]).mean(),
                        }
                    )  # fmt: skip
    pd.DataFrame(rows).assign(draws=DRAWS).to_csv(HERE / "regression_coverage.csv", index=False, float_format="%.4f")


if __name__ == "__main__":
    main()
