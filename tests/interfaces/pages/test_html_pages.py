"""Pages as HTML: nothing hostile runs, nothing is asked of anybody, every block is there, and a site is whole."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from full_page import BARS, HOSTILE, LONG, full

from frostline.interfaces.pages.html import page_html
from frostline.interfaces.pages.html_handout import handout_html
from frostline.interfaces.pages.html_words import Around as Surroundings
from frostline.interfaces.pages.html_words import SiteLinks, linked, web
from frostline.interfaces.pages.search_index import runs, search_index, words
from frostline.interfaces.pages.site import site
from frostline.model.errors import FrostlineError
from frostline.model.pages import Items, Page, Said, Section, Table

SVG = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>t</title></svg>'
VOID = {"meta", "link", "input", "br"}
LINKS = SiteLinks({"17340": "Acne", "17110": "Warts"}, "mark")


class Read(HTMLParser):
    """A page taken apart; whatever is left open or closed twice is told."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, name: str) -> Iterator[str]:
        yield from (value for _, held in self.tags if (value := held.get(name)) is not None)


def plain(code: str = "17110", label: str = "Warts") -> Page:
    return replace(full("warts"), code=code, label=label, aliases=("wart freeze",), family="Benign")


PAGES = [
    page_html(full(), {}),
    page_html(full(), {BARS.title: SVG}, LINKS),
    page_html(full(LONG), {}),
    handout_html(full()),
    handout_html(full(), LINKS),
]


@pytest.mark.parametrize("text", PAGES)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    read = Read(text)
    assert ([], []) == (read.wrong, read.open)
    scripts = [held for tag, held in read.tags if tag == "script"]
    assert len(scripts) <= 1
    assert "alert(1)</script>" not in text
    assert not [name for _, held in read.tags for name in held if name.startswith("on")]
    assert not [value for value in read.every("href") if value.casefold().startswith(("javascript", "data:text"))]


@pytest.mark.parametrize("text", PAGES)
def test_no_sign_turns_the_direction_or_steers_a_terminal(text: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


@pytest.mark.parametrize("text", PAGES)
def test_a_page_asks_nobody_for_anything(text: str) -> None:
    read = Read(text)
    asked = [*read.every("src"), *(held["href"] or "" for tag, held in read.tags if tag == "link")]
    assert all(re.fullmatch(r"(style\.css|script\.js)\?mark|data:image/svg\+xml,.*", name) for name in asked)
    policy = next(held["content"] or "" for _, held in read.tags if held.get("http-equiv"))
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy
    assert "@import" not in text


def test_a_page_alone_carries_style_and_script_once_and_lets_no_other_script_run() -> None:
    text = PAGES[0]
    assert (1, 1, 0) == (text.count("<style>"), text.count("<script>"), text.count('<link rel="stylesheet"'))
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", text)


@pytest.mark.parametrize("text", PAGES)
def test_no_id_stands_twice_and_every_link_within_a_page_arrives(text: str) -> None:
    read = Read(text)
    ids = Counter(read.every("id"))
    assert [] == [name for name, times in ids.items() if times > 1]
    inside = {href[1:] for href in read.every("href") if href.startswith("#")}
    assert set() == inside - set(ids)


@pytest.mark.parametrize("text", PAGES)
def test_a_page_names_language_title_and_one_main_part_with_headings_in_order(text: str) -> None:
    read = Read(text)
    tags = [tag for tag, _ in read.tags]
    assert (1, 1, 1) == (tags.count("main"), tags.count("h1"), tags.count("title") - text.count("<svg"))
    assert ("html", {"lang": "en"}) in read.tags
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_block_is_there_with_its_sources() -> None:
    text = page_html(full("said"), {BARS.title: SVG})
    assert '<ol class="said"><li>First wash.</li>' in text
    assert '<li data-readers="biller">For billers alone. <sup class="marks"><a href="#source-T"' in text
    assert '<li data-level="expert">' in text
    assert '<th scope="col" class="n">value</th>' in text
    assert '<td class="n">0.75</td>' in text
    assert f'<figure><div class="box chart" role="group" tabindex="0" aria-label="{BARS.title}">{SVG}</div>' in text
    assert "0.50 to 1.00 (this code)" in text
    assert "<details><summary>said?</summary><p>said" in text
    assert '<th scope="row">said (2025) <sup' in text
    assert '<tr class="computed"><th scope="row">Computed here</th><td>It is 1.58.</td></tr>' in text
    assert "<code>said</code></pre>" in text
    assert '<th scope="col">diagnoses</th>' in text
    assert '<p class="gap"><strong>Not available:</strong> said</p>' in text
    assert '<section id="patient" data-readers="patient">' in text
    assert '<li data-part="patient"><a href="#patient">For the patient</a></li>' in text


def test_a_picture_that_was_not_drawn_leaves_its_values_open() -> None:
    text = page_html(full("said"), {})
    assert "<svg" not in text
    assert '<figure><div class="box" role="group" tabindex="0" aria-label="Values: Work among the codes">' in text
    assert "$50.13" in text


def test_a_source_that_the_page_does_not_list_is_named_and_leads_nowhere() -> None:
    held = Section("x", "X", (Items((Said("Who?", ("NOBODY",)),)),))
    text = page_html(replace(full("said"), sections=(held,), sources=()), {})
    assert '<sup class="marks">NOBODY</sup>' in text
    assert "None is named." in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see 17110.", 'see <a href="17110.html">17110</a>.'),
        ("17110, 17111", '<a href="17110.html">17110</a>, 17111'),
        ("own 17340", "own 17340"),
        ("$17110", "$17110"),
        ("17110.5 and 1,17110 and 17110-x", "17110.5 and 1,17110 and 17110-x"),
        ("(17110)", '(<a href="17110.html">17110</a>)'),
        ("<b>17110", '&lt;b&gt;<a href="17110.html">17110</a>'),
    ],
)
def test_a_code_in_a_text_leads_to_its_page_and_an_amount_does_not(text: str, expected: str) -> None:
    assert expected == linked(text, Surroundings(full("said"), {}, LINKS, {}))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "ftp://x", "http://[", ""])
def test_only_an_address_of_the_web_is_linked(url: str) -> None:
    assert "" == web(url)


def test_a_code_of_no_page_of_the_site_is_told_and_not_linked() -> None:
    held = Section("x", "X", (), links=("99999",))
    assert "<li>99999 </li>" in page_html(replace(full("said"), sections=(held,)), {}, LINKS)


def test_a_handout_has_what_is_for_patients_and_nothing_else() -> None:
    said = (
        Said("What happens: it stings.", ("T",)),
        Said("Call us if redness spreads."),
        Said("For billers.", (), ("biller",)),
    )
    others = Items((Said("A tip of the trade."), Said("It may swell.", (), ("patient",))))
    held = (Section("recovery", "Recovery", (others,)), Section("patient", "For the patient", (Items(said),)))
    text = handout_html(replace(full("warts"), sections=held))
    assert "<ul><li>It may swell.</li><li><b>What happens:</b> it stings.</li></ul>" in text
    assert '<h2 id="call">When to call</h2><p>Call us if redness spreads.</p>' in text
    assert "Sources: The table</p>" in text
    assert "tip of the trade" not in text
    assert "For billers" not in text


def test_a_handout_without_words_for_patients_says_so() -> None:
    text = handout_html(replace(full("warts"), sections=()))
    assert "<strong>Not available:</strong> words for the patient" in text


def test_a_long_handout_stands_in_smaller_type() -> None:
    def sized(characters: int) -> str:
        held = Section("patient", "For the patient", (Items((Said("x" * characters),)),))
        found = re.search(r'class="handout (\w+)"', handout_html(replace(full(""), sections=(held,))))
        return found[1] if found else ""

    assert ["large", "middle", "small"] == [sized(length) for length in (1450, 1451, 2501)]


def test_the_search_knows_names_and_texts_and_no_picture() -> None:
    held = Section("x", "X", (Items((Said("Blisters heal."),)), BARS, Table(("Añejo",), (("L73.1",),))))
    text = search_index([replace(plain(), sections=(held,)), plain("17111", "More warts")])
    assert text.startswith('var SITE={"pages":[{"code":"17110","file":"17110.html","label":"Warts"')
    assert '"blisters":"0"' in text
    assert '"l73.1":"0"' in text
    assert '"anejo":"0"' in text
    assert "relative" not in re.sub(r'"17111".*', "", text)


def test_words_and_runs_are_as_the_search_reads_them() -> None:
    assert ["cold", "therapy", "pimples", "17340", "co2"] == list(
        words("Cold therapy for the pimples (17340), CO2 of 9")
    )
    assert "0-2,5" == runs([0, 1, 2, 5])


def test_a_site_is_an_index_with_a_page_and_a_handout_for_each_code(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    site([full("said"), plain()], {"17340": {BARS.title: SVG}}, tmp_path / "a" / "site", lambda *now: told.append(now))
    names = {path.name for path in (tmp_path / "a" / "site").iterdir()}
    pages = {"17340.html", "17340-handout.html", "17110.html", "17110-handout.html", "index.html"}
    assert pages | {"style.css", "script.js", "search.js", "search-index.js", "site.txt"} == names
    assert [("17340", 0, 2), ("17110", 1, 2), ("index", 2, 2)] == told
    assert ["site"] == [path.name for path in (tmp_path / "a").iterdir()]
    assert SVG in (tmp_path / "a" / "site" / "17340.html").read_text()


def test_the_index_groups_by_family_with_plain_figures_first(tmp_path: Path) -> None:
    letters = replace(plain("0440T", "A nerve"), family="Nerves")
    site([letters, plain()], {}, tmp_path / "site")
    text = (tmp_path / "site" / "index.html").read_text()
    assert text.index("Benign") < text.index("Nerves")
    assert "2 codes; as of 2026-06-30; RVU26B" in text


def test_the_same_pages_give_the_same_site(tmp_path: Path) -> None:
    for name in ("one", "two"):
        site([full(), plain()], {}, tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_new_run_takes_away_pages_that_are_no_more_and_leaves_what_others_put_there(tmp_path: Path) -> None:
    out = tmp_path / "site"
    site([full("said"), plain()], {}, out)
    (out / "CNAME").write_text("ours.example")
    (tmp_path / "mine.html").write_text("mine")
    (out / "site.txt").write_text((out / "site.txt").read_text() + "../mine.html\nCNAME\n")
    site([plain()], {}, out)
    assert not (out / "17340.html").exists()
    assert "ours.example" == (out / "CNAME").read_text()
    assert (tmp_path / "mine.html").exists()


class StoppedError(Exception):
    """Somebody pressed a key."""


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path) -> None:
    def stop(_: str, done: int, __: int) -> None:
        if done == 1:
            raise StoppedError

    out = tmp_path / "site"
    with pytest.raises(StoppedError):
        site([full("said"), plain()], {}, out, stop)
    assert [] == list(tmp_path.iterdir())
    site([full("said")], {}, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(StoppedError):
        site([full("other"), plain()], {}, out, stop)
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(FrostlineError, match=r"--out: .*file/site: .*\. Name a folder that can be written"):
        site([plain()], {}, tmp_path / "file" / "site")
    with pytest.raises(FrostlineError, match="Name a folder that can be written"):
        site([plain()], {}, tmp_path / "file")
    assert "a file" == (tmp_path / "file").read_text()


def test_a_page_of_hostile_text_stays_small() -> None:
    assert all(len(text.encode()) < 300_000 for text in PAGES)
    assert HOSTILE not in PAGES[0]
