"""Regression on labels that a machine gave, put right by the labels that people gave in a sample.

A dictionary's errors are not spread evenly: it may miss more in one newspaper than in another, and a regression on its
labels takes that for a difference between newspapers. Here every unit's label is replaced by a pseudo-outcome, the
machine's label less its error where it is known, the error weighing as much as the units that it stands for:

    ỹ = ŷ − (R / π) (ŷ − y),  R = 1 where coded, π the probability of being coded.

On average over samples ỹ is y, whatever the machine does, so that the regression on ỹ aims at the one on y.

Source: Egami, Hinck, Stewart & Wei (2023), "Using imperfect surrogates for downstream inference", arXiv:2306.04746
(design-based supervised learning); clusters, Liang & Zeger (1986), doi:10.1093/biomet/73.1.13, with the correction for
few clusters of Cameron & Miller (2015), doi:10.3368/jhr.50.2.317.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.measures.arrays import Floats

Family = Literal["linear", "logistic"]

_STEPS, _NEAR = 100, 1e-10
"""Newton's method takes fewer than ten steps where there is a solution."""


@dataclass(frozen=True)
class Fit:
    """Coefficients, their covariance, and the degrees of freedom of their t intervals (clusters less one)."""

    coefficients: Floats
    covariance: Floats
    freedom: int

    @property
    def errors(self) -> Floats:
        """(n_terms,) standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def intervals(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """(n_terms,) low and high ends."""
        reach = special.stdtrit(self.freedom, (1 + confidence) / 2) * self.errors
        return self.coefficients - reach, self.coefficients + reach

    def p_values(self) -> Floats:
        """(n_terms,) two-sided p-values of the coefficients being zero."""
        p: Floats = 2 * special.stdtr(self.freedom, -np.abs(self.coefficients / self.errors))
        return p


def pseudo_outcomes(truth: ArrayLike, machine: ArrayLike, probability: ArrayLike) -> Floats:
    """(n_units,) the machine's labels less their errors, where coded.

    Parameters
    ----------
    truth : (n_units,) what people said; NaN where not coded. machine : (n_units,) what the machine said; probability :
        (n_units,) of being coded, above 0.
    """
    y, m, pi = (np.asarray(values, float) for values in (truth, machine, probability))
    coded = ~np.isnan(y)
    if (pi[coded] <= 0).any():
        raise ValueError("a coded unit has no probability of being coded; give one above 0")
    made = m.copy()
    made[coded] -= (m[coded] - y[coded]) / pi[coded]
    return made


def fit(outcomes: ArrayLike, design: ArrayLike, clusters: ArrayLike, family: Family = "linear") -> Fit:
    """Regress outcomes, which may be pseudo-outcomes beyond 0 and 1, on a design matrix; errors robust to clusters.

    Solves Σ x (ỹ − μ(x β)) = 0, with μ the line itself or the logistic curve.

    Parameters
    ----------
    outcomes : (n_units,); design : (n_units, n_terms), of full rank; clusters : (n_units,) labels, two or more.

    Raises
    ------
    ValueError where the columns of the design depend on each other, or the logistic curve has no solution (a term that
    tells 0 from 1 without error).
    """
    y, x = np.asarray(outcomes, float), np.asarray(design, float)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("the columns of the design depend on each other")
    beta = np.zeros(x.shape[1])
    if family == "linear":
        bread = np.linalg.inv(x.T @ x)
        beta = bread @ (x.T @ y)
        residual = y - x @ beta
    else:
        for _ in range(_STEPS):
            mean = special.expit(x @ beta)
            slope = (x * (mean * (1 - mean))[:, None]).T @ x
            if np.linalg.cond(slope) > 1e12:
                raise ValueError("the logistic regression has no solution; a term tells 0 from 1 without error")
            step = np.linalg.solve(slope, x.T @ (y - mean))
            # Pseudo-outcomes beyond 0 and 1 can throw the first steps far.
            beta = beta + step * min(1.0, 4 / max(np.abs(step).max(), 1e-300))
            if np.abs(step).max() < _NEAR:
                break
        else:
            raise ValueError("the logistic regression has no solution; a term tells 0 from 1 without error")
        mean = special.expit(x @ beta)
        bread = np.linalg.inv((x * (mean * (1 - mean))[:, None]).T @ x)
        residual = y - mean
    _, code = np.unique(np.asarray(clusters), return_inverse=True)
    n, k, g = len(y), x.shape[1], int(code.max()) + 1
    scores = np.zeros((g, k))
    np.add.at(scores, code, x * residual[:, None])
    few = g / (g - 1) * (n - 1) / (n - k)
    return Fit(beta, few * bread @ (scores.T @ scores) @ bread, g - 1)
