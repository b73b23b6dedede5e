import re
from xml.etree import ElementTree

import pytest
from small_tables import rates_table

from analysis.plots.described import link_marks
from analysis.plots.groups import plot_groups
from analysis.plots.rates import plot_rates
from analysis.plots.style import to_bytes
from analysis.rendering.labels import counted

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
BY_SOURCE = rates_table("source", ("أ", "ب"))


def parsed(fig):
    return ElementTree.fromstring(to_bytes(fig, "svg"))


@pytest.mark.parametrize("labels", ["ar", "en"])
@pytest.mark.parametrize(("draw", "rates"), [(plot_rates, rates_table()), (plot_groups, BY_SOURCE)])
def test_the_svg_says_its_title_and_every_number_that_it_draws(draw, rates, labels):
    fig = draw(rates, labels=labels)
    root = parsed(fig)
    assert root.get("role") == "img"
    said = {name: root.find(f"{SVG}{name}") for name in ("title", "desc")}
    assert root.get("aria-labelledby") == said["title"].get("id")
    assert root.get("aria-describedby") == said["desc"].get("id")
    assert said["title"].text == fig.get_suptitle().replace("\n", " ").replace("\u200f", "")
    lines = said["desc"].text.splitlines()
    for (_, row), line in zip(rates.iterrows(), lines, strict=False):
        assert counted(int(row["n"]), "hit", labels) in line
        assert f"{row['rate']:.2f}" in line


def test_marks_that_lead_somewhere_are_links_with_the_numbers_as_their_names():
    fig = plot_groups(BY_SOURCE, labels="en")
    link_marks(fig, lambda row: f"passages.html#r={row}&x=1" if BY_SOURCE["n"][row] else "")
    root = parsed(fig)
    assert root.get("role") == "group", "what is within an image is not read"
    links = {link.get(LINK): link for link in root.iter(f"{SVG}a")}
    assert set(links) == {f"passages.html#r={row}&x=1" for row in BY_SOURCE.index[BY_SOURCE["n"] > 0]}
    for row in BY_SOURCE.index[BY_SOURCE["n"] > 0]:
        link = links[f"passages.html#r={row}&x=1"]
        assert link.get("aria-label") == link.find(f"{SVG}title").text
        assert link.get("aria-label").startswith(f"{BY_SOURCE['source'][row]}, ")
        assert counted(int(BY_SOURCE["n"][row]), "hit", "en") in link.get("aria-label")


def test_names_that_hold_marks_of_xml_do_no_harm():
    rates = BY_SOURCE.assign(source=BY_SOURCE["source"].astype("str") + r' <b> & " \1')
    rates.attrs = dict(BY_SOURCE.attrs)
    fig = plot_groups(rates, labels="en")
    link_marks(fig, lambda row: f"p.html#{row}")
    labels = [link.get("aria-label") for link in parsed(fig).iter(f"{SVG}a")]
    assert labels
    assert all(r'<b> & " \1' in label for label in labels)


def test_the_alternative_of_a_picture_in_a_notebook_holds_its_numbers():
    fig = plot_rates(rates_table(), labels="en")
    _, metadata = fig._repr_mimebundle_()
    alt = metadata["image/svg+xml"]["alt"]
    assert alt.startswith("Rates of the frames. ")
    assert len(re.findall(r"\d+\.\d\d per 1,000 words", alt)) == len(rates_table())
