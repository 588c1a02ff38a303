"""Pictures: small, alone, the same each time, told to screen readers, and the same in the terminal."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import process_time
from xml.etree import ElementTree as ET

import full_page
import pytest
from full_page import BARS, FIGURES, HOSTILE, LONG, PLACES, SETTINGS, YEARS, full
from hypothesis import given, settings
from hypothesis import strategies as st

from frostline.interfaces.pages.amounts import told
from frostline.interfaces.pages.bars import figure_lines
from frostline.interfaces.pages.charts import chart
from frostline.interfaces.pages.figures import figure_svg, figures_of
from frostline.model.pages import Figure, FigureKind

SVG = "{http://www.w3.org/2000/svg}"
KINDS: list[FigureKind] = ["distribution", "localities", "history", "settings"]


def read(figure: Figure) -> ET.Element:
    return ET.fromstring(figure_svg(figure))  # noqa: S314 - our own


@pytest.mark.parametrize("figure", FIGURES)
def test_a_picture_is_small_and_asks_for_nothing_from_outside(figure: Figure) -> None:
    svg = figure_svg(figure)
    assert len(svg) < 40_000
    assert ["http://www.w3.org/2000/svg"] == re.findall(r"\w+://[^\"' <]+", svg)
    assert not re.search(r"href|url\(|<script|<style|<image|@import", svg)


@pytest.mark.parametrize("figure", FIGURES)
def test_a_picture_has_title_and_words_first_and_text_in_the_color_of_the_page(figure: Figure) -> None:
    top = read(figure)
    title, desc = top[0], top[1]
    assert (f"{SVG}title", f"{SVG}desc") == (title.tag, desc.tag)
    assert (figure.title, told(figure)) == (title.text, desc.text)
    assert f"{title.get('id')} {desc.get('id')}" == top.get("aria-labelledby")
    assert {"currentColor", "white"} >= {text.get("fill") for text in top.iter(f"{SVG}text")}
    assert "img" == top.get("role")


def test_the_ids_of_two_pictures_differ() -> None:
    assert 4 == len({read(figure).get("aria-labelledby") for figure in FIGURES})


def test_another_process_draws_the_same_bytes() -> None:
    code = f"import sys; sys.path.append({str(Path(full_page.__file__).parent)!r})\n"
    code += "from full_page import FIGURES; from frostline.interfaces.pages.figures import figure_svg\n"
    code += "sys.stdout.buffer.write(''.join(map(figure_svg, FIGURES)).encode())"
    again = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert "".join(map(figure_svg, FIGURES)) == again


def test_the_values_stand_in_the_pictures() -> None:
    texts = {figure.kind: [text.text for text in read(figure).iter(f"{SVG}text")] for figure in FIGURES}
    assert {"0.75", "0.76", "1.58", "1.26", "not available"} <= set(texts["settings"])
    assert {"$50.00", "$57.02", "$64.04", "$40.00", "$51.88"} <= set(texts["localities"])
    assert {"176 (this code)", "1,415"} <= set(texts["distribution"])
    assert {"work 0.75", "total office 1.58", "total facility not available"} <= set(texts["history"])


def test_lowest_median_and_highest_are_told_by_name() -> None:
    assert (
        "lowest, Place 000: office $50.00, facility $40.00. median, Place 081: office $57.02, facility $45.94. "
        "highest, Place 053: office $64.04, facility $51.88."
    ) == told(PLACES)


def test_the_place_of_the_code_is_told() -> None:
    assert told(BARS).startswith("This code stands at 0.50 to 1.00. 0.00 to 0.50: 50 codes.")


def test_a_picture_is_drawn_once_and_four_are_quick_thereafter() -> None:
    figure_svg(BARS)
    fresh = [replace(figure, caption="another") for figure in FIGURES]
    start = process_time()
    first = [figure_svg(figure) for figure in fresh]
    assert process_time() - start < 2
    assert all(one is figure_svg(figure) for one, figure in zip(first, fresh, strict=True))


def test_pictures_of_a_page_go_by_title() -> None:
    assert [figure.title for figure in FIGURES] == list(figures_of(full()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("points", [(), (("one", (75,)),), (("none", (None,)),), ((LONG, (0,)), (HOSTILE, (3,)))])
def test_few_missing_and_hostile_points_are_drawn_too(
    kind: FigureKind, points: tuple[tuple[str, tuple[int | None, ...]], ...]
) -> None:
    figure = Figure(kind, HOSTILE, "RVU ×100", ("work",), points, HOSTILE)
    assert f"{SVG}svg" == read(figure).tag
    assert all(len(line) <= 80 for line in figure_lines(figure, 80))


@settings(max_examples=20, deadline=None)
@given(st.text(), st.sampled_from(KINDS))
def test_any_text_gives_a_picture_that_can_be_read(text: str, kind: FigureKind) -> None:
    assert f"{SVG}svg" == read(Figure(kind, text, text, (text,), ((text, (5,)),), text)).tag


@given(
    st.sampled_from(FIGURES),
    st.integers(20, 110),
    st.lists(st.tuples(st.text(), st.tuples(*[st.none() | st.integers(0, 10**7)] * 3)), max_size=120),
)
def test_lines_are_never_too_wide_and_plain_where_asked(figure: Figure, width: int, points: list[tuple]) -> None:  # type: ignore[type-arg]
    held = replace(figure, series=("a", "b", "c"), points=tuple(points))
    assert all(len(line) <= width for line in figure_lines(held, width))
    plain = replace(held, points=tuple((f"{n}", values) for n, (_, values) in enumerate(points)), unit="x")
    assert all(line.isascii() for line in figure_lines(plain, width, ascii_only=True))


def test_the_terminal_marks_the_code_and_stacks_the_parts() -> None:
    assert " 176 ◀ this code" == figure_lines(BARS, 60)[1][-16:]
    assert "0.00 to 0.50 # 50" == figure_lines(BARS, 60, ascii_only=True)[0]
    office, facility, home, keys, *_ = figure_lines(SETTINGS, 60)
    assert "██ work   ▒▒ practice expense   ░░ malpractice" == keys.strip()
    assert office.count("█") == facility.count("█")
    assert office.count("▒") > facility.count("▒") > 0
    assert "home  not available" == home.strip()


def test_the_terminal_ranks_from_low_to_high_and_names_three() -> None:
    lines = figure_lines(PLACES, 100)
    assert lines[0].startswith("$64.04")
    assert lines[4].startswith("$50.00 ▁")
    assert [
        "lowest   office $50.00, facility $40.00  Place 000",
        "median   office $57.02, facility $45.94  Place 081",
        "highest  office $64.04, facility $51.88  Place 053",
    ] == lines[5:]


def test_the_terminal_says_what_a_release_lacks() -> None:
    assert figure_lines(YEARS, 100)[2].rstrip().endswith("not available")


def test_a_specification_holds_no_address() -> None:
    assert not any("://" in str(chart(figure)) for figure in FIGURES)
