"""The site in a real browser: search, links, reading by role, phone, print, dark, and what a screen reader meets."""

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from full_page import full

from frostline.api.paging.page import codes, page
from frostline.interfaces.pages.figures import figures_of
from frostline.interfaces.pages.html import page_html
from frostline.interfaces.pages.site import site

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not here: make test-slow installs it")
ROOT = Path(__file__).resolve().parents[2]
AXE = "axe-core@4.14.1"
Size = tuple[int, int]
PHONE, DESKTOP = (360, 780), (1280, 900)
LOOKED_AT = ["index.html", "17340.html", "17340-handout.html", "55873.html", "0440T.html"]  # axe takes seconds a page
pytestmark = pytest.mark.slow


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of the packs, and one that is hostile in every place."""
    out = tmp_path_factory.mktemp("site") / "site"
    hostile = replace(full(), code="00000", family="Hostile")
    pages = [*(page(code) for code in codes()), hostile]
    site(pages, {held.code: figures_of(held) for held in pages}, out)
    return out


@pytest.fixture(scope="module")
def base(built: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=built)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Browser:
    """Chromium, driven."""

    def __init__(self) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for name in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(name)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        self.driver: Any = webdriver.Chrome(options=options, service=service)

    def ask(self, command: str, **arguments: object) -> Any:  # noqa: ANN401 - whatever the browser answers
        return self.driver.execute_cdp_cmd(command, arguments)

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - as above
        return self.driver.execute_script(script, *arguments)

    def open(self, url: str) -> None:
        self.driver.get(url)

    def fresh(self) -> None:
        """A desktop in light colors, with nothing chosen."""
        self.size(DESKTOP)
        self.ask("Emulation.setEmulatedMedia", media="", features=[])
        self.ask("Emulation.setScriptExecutionDisabled", value=False)

    def size(self, size: Size) -> None:
        width, height = size
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=size == PHONE
        )

    def scheme(self, name: str) -> None:
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def texts(self, selector: str) -> list[str]:
        """What is seen of some elements."""
        return [found.text for found in self.driver.find_elements("css selector", selector) if found.is_displayed()]

    def click(self, selector: str) -> None:
        self.driver.find_element("css selector", selector).click()

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def asked(self) -> set[str]:
        """Every address that was asked since the last time."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}

    def printed(self, **paper: float) -> int:
        """How many sheets a page takes."""
        sheets = base64.b64decode(self.ask("Page.printToPDF", **paper)["data"])
        return len(re.findall(rb"/Type\s*/Page\b", sheets))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    ended = subprocess.run(["sh", ROOT / "tools" / "install_browser.sh"], capture_output=True, text=True, check=False)  # noqa: S607 - sh of the path
    if ended.returncode:
        pytest.skip(ended.stderr.strip().splitlines()[-1])
    browser = Browser()
    yield browser
    browser.driver.quit()


@pytest.fixture
def browser(chromium: Browser, base: str) -> Browser:
    chromium.fresh()
    chromium.open(f"{base}site.txt")
    chromium.run("sessionStorage.clear()")
    chromium.complaints()
    chromium.asked()
    return chromium


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here: it fetches axe-core, which looks for what shuts people out")
    wanted = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", AXE]
    ended = subprocess.run(wanted, cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"npm could not fetch {AXE}: {ended.stderr.strip()[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def every(built: Path) -> list[str]:
    return sorted(path.name for path in built.glob("*.html"))


@pytest.mark.parametrize(
    "query",
    [
        "cryo acne", "freezing treatment for acne", "cold therapy for pimples", "pimpels", "cyro acne", "acne freez",
        "freezing treatmant for ackne", "COLD THERAPY for Pimples!", "17340", "zits", "CO2 slush",
    ],
)  # fmt: skip
def test_the_search_finds_acne_by_everyday_words_and_with_slips(browser: Browser, base: str, query: str) -> None:
    browser.open(f"{base}index.html")
    browser.driver.find_element("id", "q").send_keys(query)
    assert ["17340"] == browser.texts("#results .code")[:1]
    assert [] == browser.texts("#families h2")


@pytest.mark.parametrize(
    ("query", "code"),
    [("wart freezing", "17110"), ("AK freeze", "17000"), ("prostat", "55873"), ("kidny tumor", "50593")],
)
def test_the_search_finds_other_codes_too(browser: Browser, base: str, query: str, code: str) -> None:
    browser.open(f"{base}index.html?q={query.replace(' ', '+')}")
    assert code in browser.texts("#results .code")[:5]


def test_a_search_that_finds_nothing_says_so_and_keeps_the_list(browser: Browser, base: str) -> None:
    browser.open(f"{base}index.html?q=qqqqxyzzy")
    assert ["Nothing is found for these words; the whole list stands below."] == browser.texts("#found")
    assert browser.texts("#families h2")


def test_one_gets_from_a_page_to_the_search_and_from_there_to_another_page(browser: Browser, base: str) -> None:
    browser.open(f"{base}55873.html")
    browser.driver.find_element("id", "q").send_keys("pimples\n")
    assert ["17340"] == browser.texts("#results .code")[:1]
    browser.click("#results a")
    assert browser.driver.current_url.endswith("/17340.html")
    browser.click('.contents a[href="#payment"]')
    assert browser.run("return document.querySelector('#payment').getBoundingClientRect().top") < DESKTOP[1] / 2
    browser.click('main a[href="17110.html"]')
    assert "17110" in browser.texts("h1")[0]


def test_every_link_within_the_site_leads_to_something(built: Path) -> None:
    held = {path.name: path.read_text(encoding="utf-8") for path in built.iterdir()}
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in held.items()}
    broken = [
        (name, href)
        for name in every(built)
        for href in re.findall(r'(?:href|src|action)="([^"]+)"', held[name])
        if not href.startswith(("http", "data:"))
        for file, _, at in [href.partition("#")]
        if (file.partition("?")[0] or name) not in held or (at and at not in ids[file.partition("?")[0] or name])
    ]
    assert [] == broken


def test_every_page_is_under_300_kilobytes(built: Path) -> None:
    assert [] == [path.name for path in built.glob("*.html") if path.stat().st_size >= 300_000]


def shown(browser: Browser) -> set[str]:
    """Whom the statements that are seen are for."""
    held: list[str] = browser.run(
        "return [...document.querySelectorAll('main [data-readers]')]"
        ".filter((part) => part.checkVisibility()).map((part) => part.dataset.readers)"
    )
    return set(held)


def test_a_biller_reads_what_is_for_billers_and_for_everybody(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html")
    assert ["Everything is shown."] == browser.texts("#shown")
    assert any("biller" not in readers for readers in shown(browser))
    browser.click('button[data-for="biller"]')
    assert shown(browser)
    assert all("biller" in readers for readers in shown(browser))
    assert re.fullmatch(r"\d+ of \d+ statements are shown: biller, every level\.", browser.texts("#shown")[0])
    assert ["Biller", "All"] == browser.texts('#reading [aria-pressed="true"]')
    assert browser.driver.current_url.endswith("17340.html?for=biller")
    browser.open(f"{base}17110.html")
    assert ["Biller", "All"] == browser.texts('#reading [aria-pressed="true"]')


def test_a_beginner_reads_no_tips_of_experts(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html?level=beginner")
    levels = set(browser.run(
        "return [...document.querySelectorAll('main section [data-level]')]"
        ".filter((part) => part.checkVisibility()).map((part) => part.dataset.level)"
    ))  # fmt: skip
    assert {"beginner"} == levels


def test_a_section_with_nothing_for_the_reader_goes_with_its_line_of_the_contents(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html?for=patient")
    seen = browser.run(
        "return [...document.querySelectorAll('main > section')].filter((part) => !part.hidden).map((part) => part.id)"
    )
    listed = browser.run(
        "return [...document.querySelectorAll('.contents li')].filter((row) => !row.hidden)"
        ".map((row) => row.firstChild.hash.slice(1))"
    )
    assert seen == listed
    assert "pearls" not in seen
    assert "patient" in seen


def test_a_link_to_what_is_hidden_shows_everything_again(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html?for=patient#pearls")
    assert ["Everything is shown."] == browser.texts("#shown")
    assert browser.run("return document.getElementById('pearls').checkVisibility()")


def test_without_scripts_everything_is_shown_and_no_button_does_nothing(browser: Browser, base: str) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{base}17340.html?for=patient")
    assert [] == browser.texts("button[data-for]")
    assert browser.texts("#pearls li")
    browser.open(f"{base}index.html?q=acne")
    assert len(codes()) + 1 == len(browser.texts("#families li"))


def test_no_page_complains_or_asks_anybody_outside(browser: Browser, base: str, built: Path) -> None:
    for name in every(built):
        browser.open(f"{base}{name}")
    assert [] == browser.complaints()
    outside = {url for url in browser.asked() if not url.startswith((base, "data:"))}
    assert set() == outside


def test_hostile_text_runs_nothing_and_changes_no_page(browser: Browser, base: str) -> None:
    browser.open(f"{base}00000.html")
    assert 1 == browser.run("return document.scripts.length")
    browser.open(f"{base}index.html?q=<img src=x onerror=alert(1)>")
    assert "alert(1)" in browser.driver.find_element("id", "q").get_attribute("value")
    assert 0 == browser.run("return document.images.length")


OVERFLOW = """
const page = document.documentElement;
const wide = page.scrollWidth > page.clientWidth ? [...document.querySelectorAll('body *')]
  .filter((part) => part.getBoundingClientRect().right > page.clientWidth && !part.closest('.box, pre'))
  .map((part) => `${part.tagName} ${part.className}`) : [];
return page.scrollWidth > page.clientWidth ? ['page', ...wide] : [];
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_no_page_is_wider_than_the_screen(browser: Browser, base: str, built: Path, size: Size) -> None:
    browser.size(size)
    wide = {}
    for name in every(built):
        browser.open(f"{base}{name}")
        wide[name] = browser.run(OVERFLOW)
    assert {} == {name: found for name, found in wide.items() if found}


def test_pictures_are_drawn_inside_their_frames(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html")
    boxes = browser.run(
        "return [...document.querySelectorAll('.chart svg')].map((svg) => { const own = svg.getBoundingClientRect();"
        "const frame = svg.parentElement.getBoundingClientRect();"
        "const texts = svg.querySelectorAll('text').length;"
        "return [own.width > 200 && own.height > 80, own.right <= frame.right, texts > 2]})"
    )
    assert len(boxes) >= 3
    assert all(all(box) for box in boxes)


def test_a_reader_of_dark_pages_gets_dark_pages(browser: Browser, base: str) -> None:
    light: dict[str, int] = {}
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        browser.open(f"{base}17340.html")
        color = browser.run("return getComputedStyle(document.body).backgroundColor")
        light[scheme] = sum(map(int, re.findall(r"\d+", color)[:3]))
    assert light["light"] > 700
    assert light["dark"] < 150


def faults(browser: Browser, axe: str) -> list[str]:
    browser.run(axe)
    found = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then((held) => done(held.violations.map((one) =>"
        "`${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)))"
    )
    return list(found)


@pytest.mark.parametrize("seen", [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")])
@pytest.mark.parametrize("name", [*LOOKED_AT, "00000.html", "index.html?q=wart"])
def test_nobody_is_shut_out(browser: Browser, base: str, axe: str, name: str, seen: tuple[Size, str]) -> None:
    size, scheme = seen
    browser.size(size)
    browser.scheme(scheme)
    browser.open(f"{base}{name}")
    assert [] == faults(browser, axe)


def test_the_keyboard_comes_first_to_a_link_that_skips_and_sees_where_it_is(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html")
    browser.driver.switch_to.active_element.send_keys("\ue004")
    at = browser.run(
        "const at = document.activeElement; const style = getComputedStyle(at);"
        "return [at.className, style.outlineStyle, at.getBoundingClientRect().left]"
    )
    assert ["skip", "solid", 0] == at


A4, LETTER = {"paperWidth": 8.27, "paperHeight": 11.69}, {"paperWidth": 8.5, "paperHeight": 11}


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_every_handout_prints_on_one_sheet(browser: Browser, base: str, paper: dict[str, float]) -> None:
    sheets = {}
    for code in codes():
        browser.open(f"{base}{code}-handout.html")
        sheets[code] = browser.printed(**paper)
    assert {} == {code: number for code, number in sheets.items() if number != 1}


def test_paper_has_the_answers_and_no_controls(browser: Browser, base: str) -> None:
    browser.open(f"{base}17340.html")
    browser.ask("Emulation.setEmulatedMedia", media="print")
    assert [] == browser.texts("button, input, .contents a, .skip")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    assert all(browser.texts(".questions details p"))


def test_a_page_alone_and_a_site_on_a_disk_work_without_a_server(browser: Browser, built: Path, tmp_path: Path) -> None:
    held = page("17340")
    alone = tmp_path / "17340.html"
    alone.write_text(page_html(held, figures_of(held)), encoding="utf-8")
    browser.open(alone.as_uri())
    browser.click('button[data-for="patient"]')
    assert ["Patient", "All"] == browser.texts('#reading [aria-pressed="true"]')
    browser.open(f"{built.as_uri()}/index.html?q=pimples")
    browser.click("#results a")
    assert browser.texts("#reading button")
    assert [] == browser.complaints()
    assert set() == {url for url in browser.asked() if not url.startswith(("file:", "data:"))}
