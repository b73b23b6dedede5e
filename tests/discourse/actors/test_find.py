import pytest

from analysis.annotation import annotate
from analysis.corpus import Corpus, Document
from analysis.discourse.actors.find import find_actors
from analysis.discourse.gazetteer import read_gazetteer
from analysis.discourse.naming import merge_names, speaker_name, voice_kind
from analysis.discourse.verbal_nouns import _DATA, is_action, is_verbal_noun, takes_object, verbal_noun_shape
from analysis.errors import KhitabError


@pytest.fixture(scope="module")
def actors(ispr):
    return find_actors(ispr)


def test_the_army_chief_is_one_person(actors):
    chief = actors[actors["actor"] == "عاصم منير"]
    assert {"المشير عاصم منير، رئيس أركان الجيش الباكستاني", "المشير منير"} <= set(chief["mention"])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("وجه الرئيس رسالة إلى الشعب.", []),
        ("ألقى المحافظ كلمة في الحفل.", []),
        ("قدم الوزير استقالته.", []),
        ("التقى الرئيس نظيره الفرنسي.", []),
        ("قال الرئيس سامر إن التعاون مستمر.", ["سامر"]),
        ("التقى الوزير فائز الرضواني الرئيس كريم.", ["فائز الرضواني", "كريم"]),
    ],
)
def test_what_follows_a_title_is_a_name_only_if_it_can_be_one(text, people):
    found = find_actors(annotate(Corpus("made", (Document("a", text, {}),)), cache=False, progress=False))
    named = found["rule"].isin(["name", "title-name"])
    assert list(found.loc[named, "actor"]) == people


def test_the_capital_stands_for_the_country(actors):
    capital = actors[actors["mention"] == "إسلام آباد"]
    assert list(capital["actor"]) == ["باكستان"]
    assert list(capital["role"]) == ["agent"]


def test_an_abbreviation_is_its_body(actors):
    assert set(actors.loc[actors["mention"].str.contains("ISPR"), "actor"]) == {"إدارة العلاقات العامة للقوات المسلحة"}


def test_an_adjective_is_an_attribute(actors):
    assert set(actors.loc[actors["rule"] == "adjective", "role"]) == {"attribute"}


def test_short_names_take_the_longer_one():
    assert merge_names(["عاصم منير", "ماركو روبيو", "منير"]) == ["عاصم منير", "ماركو روبيو", "عاصم منير"]


def test_a_definite_noun_takes_the_body_named_before():
    assert merge_names(["وزارة الداخلية", "الوزارة"]) == ["وزارة الداخلية"] * 2


def test_the_oblique_plural_is_the_nominative():
    assert merge_names(["المشاركون", "المشاركين"]) == ["المشاركون"] * 2


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("المشير عاصم منير، رئيس أركان الجيش الباكستاني", "عاصم منير"),
        ("وزير الخارجية الأمريكي، ماركو روبيو", "ماركو روبيو"),
        ("وزير الخارجية", "وزير الخارجية"),
        ("المتحدث باسم الوزارة", "المتحدث باسم الوزارة"),
        ("إدارة العلاقات العامة (ISPR)", "إدارة العلاقات العامة"),
    ],
)
def test_names_without_titles(phrase, name):
    assert speaker_name(phrase) == name


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("المشير منير", "person"),
        ("البيان", "statement"),
        ("وزارة الدفاع", "institution"),
        ("مصدر أمني", "unnamed"),
        ("ISPR", "institution"),
    ],
)
def test_kinds_of_voices(phrase, kind):
    assert voice_kind(phrase) == kind


@pytest.mark.parametrize("table", _DATA["shape"], ids=lambda table: table["name"])
def test_a_shape_of_verbal_nouns_fits_its_example(table):
    assert verbal_noun_shape(table["example"]) == table["name"]


def test_other_nouns_are_no_verbal_nouns():
    assert not any(is_verbal_noun(word) for word in ("وزير", "مدينة", "تاريخ", "رئيس", "دولة"))


def test_actions_are_no_things():
    assert is_action("تعاون", "التعاون")
    assert not any(is_action(word, word) for word in ("إرهاب", "استقرار", "اقتصاد"))
    assert is_action("مفاوضة", "مفاوضات")
    assert not is_action("استثمار", "استثمارات")  # the plural of most actions is things
    assert not is_action("خطر", "أخطار")  # a broken plural of the shape of إخطار


def test_what_happens_acts_on_nothing():
    assert takes_object("مكافحة")
    assert not takes_object("وقوع")


def test_a_wrong_entity_is_named(tmp_path):
    path = tmp_path / "gazetteer.toml"
    path.write_text('[[entity]]\nname = "باكستان"\nkind = "planet"\n', encoding="utf-8")
    with pytest.raises(KhitabError, match="kind 'planet' is unknown"):
        read_gazetteer(path)
