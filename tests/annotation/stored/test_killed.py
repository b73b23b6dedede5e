"""Runs that are killed by the system, for real, and runs that go on after them."""

import os

import pytest

killed = pytest.importorskip("benchmarks.killed", reason="forks processes")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")
@pytest.mark.parametrize("way", killed.WAYS)
def test_killed_again_and_again_it_loses_and_doubles_nothing(tmp_path, way, monkeypatch):
    for module in (killed.storing, killed.annotating):
        for name in ("find_model", "parse_groups"):
            monkeypatch.setattr(module, name, getattr(module, name))  # so that it is put back
    monkeypatch.setattr(killed.annotating, "PART_CHARACTERS", 60)
    monkeypatch.setattr(killed, "DOCUMENTS", 60)
    killed.cut_small(monkeypatch, 200, 100, 400, 60)
    kills, finished = killed.kill_at_random(way, 6, tmp_path)
    assert kills == 6
    assert finished >= 1
