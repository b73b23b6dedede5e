"""Every public function of the package: how to call it, and what a row of its table opens into."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from made import made_annotations
from made_codings import coded_as

import analysis
from analysis import annotation, comparison, context, discourse, plots, validation, widgets
from analysis.context.vectors import WordVectors
from analysis.validation.judgements import judgements_table

FIRST = "قال/VERB/root/0 الوزير/NOUN/nsubj/1 إن/SCONJ/mark/4 التعاون/NOUN/ccomp/1 وثيق/ADJ/amod/4 مع/ADP/case/7"
FIRST += " باكستان/PROPN/nmod/4 ."
SECOND = "لا/PART/advmod/2 يهدد/VERB/root/0 الإرهاب/NOUN/nsubj/2 الأمن/NOUN/obj/2 في/ADP/case/6"
SECOND += " باكستان/PROPN/obl/2 ."
THIRD = "التعاون/NOUN/root/0 والأمن/NOUN/conj/1 وثيق/ADJ/amod/1 ."
FOURTH = "اجتمع/VERB/root/0 مجلس/NOUN/nsubj/1 الأمن/NOUN/nmod/2 ."
CODED = {"التعاون": "cooperation", "الأمن": "security", "وثيق": "cooperation"}


def filled_in(sheet: Path) -> Path:
    """A sheet whose coder found nothing in its first paragraph."""
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    rows.iloc[0, 2] = "0"
    rows.to_csv(sheet, index=False, encoding="utf-8-sig")
    return sheet


def made_corpus() -> analysis.Annotations:
    """Twenty reports of two sources and twenty days, of which the later ones speak more of cooperation."""
    texts, metadata = {}, {}
    for number in range(20):
        lines = [FIRST, SECOND] if number % 3 else [SECOND]
        texts[f"d{number:02}"] = "\n".join([*lines, FOURTH, *[THIRD] * (3 if number > 9 else 1)])
        metadata[f"d{number:02}"] = {
            "source": "الأفق" if number % 2 else "المدى",
            "date": pd.Timestamp("2026-01-20") + pd.Timedelta(days=number),
            "title": f"تقرير {number}",
            "url": f"https://example.org/{number}",
        }
    made = made_annotations(texts, metadata)
    ner = pd.Categorical(np.where(made.words["form"] == "باكستان", "B-LOC", "O"))
    return analysis.Annotations(made.words.assign(ner=ner), made.corpus, made.model)


@dataclass(frozen=True)
class World:
    """One corpus, in memory or stored, and what is found in it."""

    annotations: Any
    folder: Path

    @cached_property
    def hits(self) -> pd.DataFrame:
        return analysis.find_frames(self.annotations)

    @cached_property
    def voices(self) -> pd.DataFrame:
        return discourse.find_voices(self.annotations)

    @cached_property
    def actors(self) -> pd.DataFrame:
        return discourse.find_actors(self.annotations)

    @cached_property
    def described(self) -> pd.DataFrame:
        return discourse.find_grammar(self.hits, self.annotations)

    @cached_property
    def talk(self) -> Any:
        """A sentence of ours that takes a stance."""
        text = "نحن/PRON/nsubj/2 نقول/VERB/root/0 : انتقد/VERB/parataxis/2 الوزير/NOUN/nsubj/4 الحكومة/NOUN/obj/4 ."
        return made_annotations({"talk": text}, {"talk": {}})

    @cached_property
    def processes(self) -> pd.DataFrame:
        return discourse.find_processes(self.annotations)

    @cached_property
    def codings(self) -> validation.Codings:
        return coded_as(self.annotations, CODED)

    @cached_property
    def two_coders(self) -> validation.Codings:
        return validation.join_codings([self.codings, coded_as(self.annotations, {"الأمن": "security"}, "منى")])

    @cached_property
    def sides(self) -> tuple[Any, Any]:
        return comparison.split_by(self.annotations, "source", "الأفق")

    @cached_property
    def sample(self) -> validation.Sample:
        return validation.draw_sample(self.hits, self.annotations, ["cooperation", "security"], 12)

    @cached_property
    def judgements(self) -> pd.DataFrame:
        """Every fifth hit of security, judged wrong and right by turns."""
        rows = self.hits[self.hits["frame"] == "security"].iloc[::5].to_dict("records")
        judged = {"reason": "سبب", "coder": "س", "time": ""}
        return judgements_table(
            {**row, "token": row["surface"], "right": bool(number % 2), **judged} for number, row in enumerate(rows)
        )

    @cached_property
    def corrected(self) -> pd.DataFrame:
        return validation.correct_rates(self.hits, self.annotations, self.codings, by="source")

    @property
    def vectors(self) -> WordVectors:
        words = pd.Index(sorted({"تعاون", "وثيق", "باكستان", "وزير", "الوزير", "التعاون"}), dtype="str")
        angles = np.linspace(0, 1, len(words))
        return WordVectors(words, np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32))


Number = Callable[[Mapping[str, Any]], int]


@dataclass(frozen=True)
class Table:
    """A function whose table opens.

    make : the table; more : what else evidence needs; number : how many passages a row says there are; opens : what
    they are, for `docs/tables.md`; refuses : instead, why its rows do not open; within : what evidence is shown, if
    not the whole corpus.
    """

    make: Callable[[World], pd.DataFrame]
    opens: str
    number: Number = lambda _: 1
    more: Callable[[World], tuple[Any, ...]] = lambda _: ()
    refuses: str = ""
    within: Callable[[World], Any] = lambda world: world.annotations


def _with_hits(world: World) -> tuple[Any, ...]:
    return (world.hits,)


def _n(row: Mapping[str, Any]) -> int:
    return int(row["n"])


TABLES: dict[str, Table] = {
    "find_frames": Table(lambda w: w.hits, "the hit"),
    "find_excluded": Table(
        lambda w: analysis.find_excluded(w.annotations), "what was set aside"
    ),
    "find_names": Table(lambda w: analysis.find_names(w.annotations), "the name"),
    "count_frames": Table(
        lambda w: analysis.count_frames(w.annotations),
        "the hits counted in `n_hits`", lambda row: row["n_hits"], _with_hits,
    ),
    "frame_rates": Table(
        lambda w: analysis.frame_rates(w.hits, w.annotations, by=["source", "month"]),
        "the hits counted in `n`", _n, _with_hits,
    ),
    "frame_cooccurrence": Table(
        lambda w: analysis.frame_cooccurrence(w.hits, w.annotations),
        "the paragraphs that hold both frames, every hit of theirs marked", lambda row: row["paragraphs"], _with_hits,
    ),
    "compare": Table(
        lambda w: comparison.compare(w.hits, w.annotations, "source", n_resamples=50, n_permutations=19),
        "the hits of both sides, `n` and `n_other`", lambda row: row["n"] + row["n_other"], _with_hits,
    ),
    "timeline": Table(
        lambda w: comparison.timeline(w.hits, w.annotations, "week", frames=["cooperation"]),
        "the hits of the period", _n, _with_hits,
    ),
    "change_points": Table(
        lambda w: comparison.change_points(w.hits, w.annotations, frames=["cooperation"], n_permutations=19),
        "the hits before and after the date", lambda row: row["n_before"] + row["n_after"], _with_hits,
    ),
    "compare_within": Table(
        lambda w: comparison.compare_within(
            w.hits, w.annotations, "source",
            comparison.topics_by_words(w.annotations, {"ties": ["وثيق"]}), n_resamples=50, n_permutations=19,
        ),
        "the hits of both groups, `n` and `n_other`", lambda row: row["n"] + row["n_other"], _with_hits,
    ),
    "topics_by_words": Table(
        lambda w: comparison.topics_by_words(w.annotations, {"ties": ["وثيق"]}), "",
        refuses="a topic is of a whole document; `find_matches` of its words opens",
    ),
    "event_window": Table(
        lambda w: comparison.event_window(
            w.hits, w.annotations, "2026-01-30", by="source", n_resamples=50, n_permutations=19
        ),
        "the hits before and after the event", lambda row: row["n_before"] + row["n_after"], _with_hits,
    ),
    "event_days": Table(
        lambda w: comparison.event_days(w.hits, w.annotations, "2026-01-30", by="source"),
        "the hits of the day", _n, _with_hits,
    ),
    "event_placebos": Table(
        lambda w: comparison.event_placebos(w.hits, w.annotations, "2026-01-30", before=3, after=3),
        "the hits before and after the date", lambda row: row["n_before"] + row["n_after"], _with_hits,
    ),
    "adjust_families": Table(
        lambda w: comparison.adjust_families(
            {"papers": comparison.compare(w.hits, w.annotations, "source", n_resamples=50, n_permutations=19)}
        ), "",
        refuses="a row repeats one of another table; that one opens",
    ),
    "dispersion": Table(
        lambda w: comparison.dispersion(w.hits, w.annotations, item="term"), "the hits of the item", _n, _with_hits
    ),
    "word_dispersion": Table(
        lambda w: comparison.word_dispersion(w.annotations, ["وثيق", "تعاون"]), "every place of the word", _n
    ),
    "diversity": Table(
        lambda w: comparison.diversity(w.annotations), "", refuses="a document's vocabulary is that of all its words"
    ),
    "keyness": Table(
        lambda w: comparison.keyness(*w.sides, min_frequency=1),
        "every place of the word in the target, in the reference, or in both, by the annotations given",
        lambda row: row["n_target"], within=lambda w: w.sides[0],
    ),
    "find_matches": Table(lambda w: context.find_matches(w.annotations, "[key=\"وثيق\"]"), "the match"),
    "collocates": Table(
        lambda w: context.collocates(w.annotations, "وثيق"), "every place of the collocate near the node", _n
    ),
    "word_sketch": Table(
        lambda w: context.word_sketch(w.annotations, "التعاون", min_frequency=1),
        "every pair of the node and the collocate", _n,
    ),
    "suggest_terms": Table(
        lambda w: context.suggest_terms(w.hits, w.annotations, "cooperation", min_frequency=1, vectors=w.vectors),
        "every place of the word", _n,
    ),
    "find_voices": Table(lambda w: w.voices, "the word of saying"),
    "find_actors": Table(lambda w: w.actors, "the mention"),
    "find_clauses": Table(lambda w: discourse.find_clauses(w.annotations), "the verb"),
    "find_grammar": Table(lambda w: w.described, "the hit"),
    "find_processes": Table(lambda w: w.processes, "the verb"),
    "find_pronouns": Table(
        lambda w: discourse.find_pronouns(w.talk), "the pronoun, or the verb that holds it", within=lambda w: w.talk
    ),
    "find_stances": Table(
        lambda w: discourse.find_stances(w.talk), "the word of stance", within=lambda w: w.talk
    ),
    "process_of_hits": Table(lambda w: discourse.process_of_hits(w.described, w.processes), "the hit"),
    "frame_by_process": Table(
        lambda w: discourse.frame_by_process(w.described, w.annotations, w.processes),
        "the hits in that type of process", _n, lambda w: (w.described, w.processes),
    ),
    "voice_of_hits": Table(lambda w: discourse.voice_of_hits(w.hits, w.voices), "the hit"),
    "words_by_voice": Table(
        lambda w: discourse.words_by_voice(w.voices, w.annotations), "", refuses="a row counts all words of a voice"
    ),
    "frame_by_voice": Table(
        lambda w: discourse.frame_by_voice(w.hits, w.annotations, w.voices), "the hits in the words of the voice", _n,
        lambda w: (w.hits, w.voices),
    ),
    "frame_by_actor": Table(
        lambda w: discourse.frame_by_actor(w.hits, w.annotations, w.actors),
        "the sentences that hold the actor and the frame, both marked", _n, lambda w: (w.hits, w.actors),
    ),
    "frame_by_grammar": Table(
        lambda w: discourse.frame_by_grammar(w.described, w.annotations),
        "the hits in that surrounding", _n, lambda w: (w.described,),
    ),
    "frame_by_surrounding": Table(
        lambda w: discourse.frame_by_surrounding(w.described, w.annotations),
        "the hits in that surrounding", _n, lambda w: (w.described,),
    ),
    "plan_sample": Table(
        lambda w: validation.plan_sample(w.hits, w.annotations, ["cooperation", "security"], 0.1),
        "the hits counted in `found`", lambda row: row["found"], _with_hits,
    ),
    "score_codings": Table(
        lambda w: validation.score_codings(w.codings, w.annotations, w.hits, n_resamples=20),
        "the tokens coded or found, with the errors named",
        lambda row: row["n_coded"] + row["n_found"] - row["correct"],
        lambda w: (w.hits, w.codings),
    ),
    "score_terms": Table(
        lambda w: validation.score_terms(w.codings, w.annotations, w.hits),
        "the tokens found by the term, with the errors named", lambda row: row["found"], lambda w: (w.hits, w.codings),
    ),
    "score_errors": Table(lambda w: validation.score_errors(w.codings, w.annotations, w.hits), "the token"),
    "compare_scores": Table(
        lambda w: validation.compare_scores(w.codings, *[(w.hits, w.annotations)] * 2, n_resamples=20), "",
        refuses="a row is about two tables of hits; `score_codings` of either opens",
    ),
    "correct_rates": Table(lambda w: w.corrected, "the hits counted in `n`", _n, _with_hits),
    "correct_shares": Table(
        lambda w: validation.correct_shares(
            validation.label_findings(w.described, w.annotations, "grammar"),
            w.annotations,
            validation.read_finding_sheet(
                _confirmed(_finding_sheet(w, "findings-ن.csv")), w.sample, w.described, w.annotations, "ن", "grammar"
            ),
        ),
        "", refuses="a share is corrected; `frame_by_grammar` opens into the hits",
    ),
    "corrected_differences": Table(
        lambda w: validation.corrected_differences(w.corrected, "الأفق", "المدى"),
        "the hits of both groups, `n_first` and `n_second`", lambda row: row["n_first"] + row["n_second"], _with_hits,
    ),
    "correct_regression": Table(
        lambda w: validation.correct_regression(w.hits, w.annotations, w.codings, "source"), "",
        refuses="a coefficient is about all paragraphs; `correct_rates` opens",
    ),
    "agreement": Table(
        lambda w: validation.agreement(w.two_coders, w.annotations, n_resamples=20), "",
        refuses="a coefficient is about all tokens read; `disagreements` opens",
    ),
    "pairs_agreement": Table(
        lambda w: validation.pairs_agreement(w.two_coders, w.annotations), "",
        refuses="a coefficient is about all tokens read; `disagreements` opens",
    ),
    "confusion": Table(
        lambda w: validation.confusion(w.two_coders, w.annotations, *w.two_coders.coders), "",
        refuses="a cell counts tokens of two coders; `disagreements` opens",
    ),
    "disagreements": Table(lambda w: validation.disagreements(w.two_coders, w.annotations), "the token"),
    "without_wrong": Table(lambda w: validation.without_wrong(w.hits, w.judgements), "the hit"),
    "read_judgements": Table(
        lambda w: validation.read_judgements(
            validation.write_judgements(w.judgements, w.hits, w.annotations, w.folder / "judged.csv"), w.annotations
        ),
        "the hit",
    ),
    "judged_senses": Table(
        lambda w: validation.judged_senses("أمن", w.judgements, w.annotations, least=1), "",
        refuses="a condition is about all hits that were judged",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A function that gives no table: what it gives, and a call of it where it takes annotations."""

    gives: str
    run: Callable[[World], Any] | None = None


CALLS: dict[str, Call] = {
    "annotate": Call("`Annotations`"),
    "annotate_into": Call("`StoredAnnotations`"),
    "open_annotations": Call("`StoredAnnotations`"),
    "read_corpus": Call("`Corpus`"),
    "read_conllu": Call("`Annotations`"),
    "read_vertical": Call("`Annotations`"),
    "to_conllu": Call("a text", lambda w: annotation.to_conllu(w.annotations)),
    "to_vertical": Call("a text", lambda w: annotation.to_vertical(w.annotations)),
    "write_conllu": Call("a file", lambda w: annotation.write_conllu(w.annotations, w.folder / "x.conllu")),
    "write_vertical": Call("a file", lambda w: annotation.write_vertical(w.annotations, w.folder / "x.vert")),
    "stream_corpus": Call("`CorpusStream`"),
    "check_corpus": Call("`CorpusCheck`"),
    "duplicates": Call("a table of documents"),
    "boilerplate": Call("a table of lines"),
    "repair_text": Call("`Mended`"),
    "with_clusters": Call("`Corpus`"),
    "without_duplicates": Call("`Corpus`"),
    "without_boilerplate": Call("`Corpus`"),
    "cluster": Call("a client of Dask"),
    "as_lexicon": Call("`Lexicon`"),
    "default_lexicon": Call("`Lexicon`"),
    "read_lexicon": Call("`Lexicon`"),
    "parse_lexicon": Call("`Lexicon`"),
    "read_cues": Call("`CueBook`"),
    "read_gazetteer": Call("`Gazetteer`"),
    "read_vectors": Call("`WordVectors`"),
    "general_arabic": Call("`FrequencyList`"),
    "evidence": Call("the passages", lambda w: analysis.evidence(w.hits, w.annotations)),
    "concordance": Call("the passages", lambda w: context.concordance(w.annotations, "وثيق")),
    "collocation_evidence": Call(
        "the passages",
        lambda w: context.collocation_evidence(
            w.annotations, "وثيق", context.collocates(w.annotations, "وثيق").iloc[0]
        ),
    ),
    "read_marked": Call("a marked text", lambda w: analysis.read_marked(w.hits, w.annotations, "d01")),
    "dependency_tree": Call("a tree", lambda w: analysis.dependency_tree(w.annotations, "d01", 0)),
    "to_spacy": Call("spaCy `Doc`s", lambda w: analysis.to_spacy(w.annotations)),
    "from_spacy": Call("a words table"),
    "split_by": Call("two parts", lambda w: comparison.split_by(w.annotations, "source", "الأفق")),
    "frame_sentences": Call("two parts", lambda w: comparison.frame_sentences(w.hits, w.annotations, "security")),
    "plot_positions": Call("a figure", lambda w: analysis.plot_positions(w.hits, w.annotations)),
    "plot_dispersion": Call("a figure", lambda w: plots.plot_dispersion(w.hits, w.annotations)),
    **dict.fromkeys(
        [
            *("plot_collocates", "plot_compare", "plot_cooccurrence", "plot_correct_rates", "plot_frame_by_actor"),
            *("plot_event_days", "plot_event_window"),
            *("plot_frame_by_grammar", "plot_frame_by_voice", "plot_groups", "plot_keyness", "plot_periods"),
            *("plot_rates", "plot_timeline", "plot_word_sketch"),
        ],
        Call("a figure of the table"),
    ),
    "save_figure": Call("files"),
    "save_table": Call("files"),
    "draw_sample": Call(
        "`Sample`", lambda w: validation.draw_sample(w.hits, w.annotations, ["security"], 8, by="source")
    ),
    "whole_corpus": Call("`Sample`", lambda w: validation.whole_corpus(w.annotations, ["security"])),
    "next_sample": Call(
        "`Sample`",
        lambda w: validation.next_sample(w.hits, w.annotations, w.codings.within(w.sample), 4),
    ),
    "join_samples": Call("`Sample`"),
    "read_sample": Call("`Sample`"),
    "write_sample": Call("a file"),
    "write_sheet": Call("a file", lambda w: validation.write_sheet(w.sample, w.annotations, w.folder / "sheet-س.csv")),
    "read_sheet": Call(
        "`Codings`",
        lambda w: validation.read_sheet(
            filled_in(validation.write_sheet(w.sample, w.annotations, w.folder / "sheet-م.csv")),
            w.sample,
            w.annotations,
            "م",
        ),
    ),
    "read_codings": Call(
        "`Codings`",
        lambda w: validation.read_codings(
            validation.write_codings(w.codings, w.folder / "codings.csv"), w.annotations, complete=True
        ),
    ),
    "write_codings": Call("a file"),
    "label_findings": Call(
        "labels of tokens, as hits", lambda w: validation.label_findings(w.voices, w.annotations, "voices")
    ),
    "write_finding_sheet": Call("a file", lambda w: _finding_sheet(w, "findings-س.csv")),
    "read_finding_sheet": Call(
        "`Codings`",
        lambda w: validation.read_finding_sheet(
            _confirmed(_finding_sheet(w, "findings-م.csv")), w.sample, w.described, w.annotations, "م", "grammar"
        ),
    ),
    "join_codings": Call("`Codings`"),
    "gold_codings": Call("`Codings`"),
    "write_adjudication": Call(
        "a file", lambda w: validation.write_adjudication(w.two_coders, w.annotations, w.folder / "decide.csv")
    ),
    "read_adjudication": Call("`Codings`", lambda w: _adjudicated(w)),
    "report": Call("a folder of pages, tables and figures"),
    "new_study": Call("a folder to work in"),
    "cases_needed": Call("a number"),
    "methods_paragraph": Call("a text"),
    "write_judgements": Call(
        "a file",
        lambda w: validation.write_judgements(w.judgements, w.hits, w.annotations, w.folder / "judged-too.csv"),
    ),
    "coding_widget": Call(
        "a widget", lambda w: widgets.coding_widget(w.sample, w.annotations, "س", w.folder / "codings")
    ),
    "explore": Call("a widget", lambda w: analysis.explore(w.annotations, judged=w.folder / "explored.csv")),
    "read": Call("a marked text", lambda w: analysis.read(w.annotations, "d01")),
}


def _finding_sheet(world: World, name: str) -> Path:
    return validation.write_finding_sheet(
        world.sample, world.described, world.annotations, world.folder / name, "grammar"
    )


def _confirmed(path: Path) -> Path:
    """Say yes to each finding, and that none is missed."""
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows.assign(right=["0" if finding == "missed" else "yes" for finding in rows["finding"]]).to_csv(path, index=False)
    return path


def _adjudicated(world: World) -> Any:
    path = validation.write_adjudication(world.two_coders, world.annotations, world.folder / "decided.csv")
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows.assign(decision="cooperation").to_csv(path, index=False)
    return validation.read_adjudication(path, world.two_coders, world.annotations)


def public_functions() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Give package, name and function of all that `__all__` lists, in `analysis` and in its packages."""
    seen = set()
    packages = [analysis.__name__, *(f"analysis.{m.name}" for m in pkgutil.iter_modules(analysis.__path__) if m.ispkg)]
    for package in packages:
        module = importlib.import_module(package)
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if (inspect.isfunction(value) or hasattr(value, "__wrapped__")) and value not in seen:
                seen.add(value)
                yield package, name, value


def takes_annotations(function: Callable[..., Any]) -> bool:
    """Whether a function takes annotated texts."""
    return bool({"annotations", "target", "second"} & set(inspect.signature(function).parameters))
