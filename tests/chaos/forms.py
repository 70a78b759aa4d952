"""Every scenario: a short form for the tests, and the full form."""

from collections.abc import Callable, Mapping

from tests.chaos import headers, soak, suites
from tests.chaos.addresses import c10
from tests.chaos.dispatches import s4
from tests.chaos.downloads import a19
from tests.chaos.figure import Figure
from tests.chaos.garbage import c9
from tests.chaos.histories import a18
from tests.chaos.kills import s11
from tests.chaos.memory import c6
from tests.chaos.moving import a18m
from tests.chaos.scenarios import c1, c1w, c2, c3, c4, c13, c15, release
from tests.chaos.sockets import c5, c14

Forms = Mapping[str, Callable[[], list[Figure]]]

SHORT: Forms = {
    "C1": lambda: c1(2000),
    "C1w": lambda: c1w(500),
    "C2": lambda: c2(1000, 500),
    "C3": lambda: c3(1000, 500),
    "C4": lambda: c4(2000),
    "C5": lambda: c5(200, 1),
    "C9": lambda: c9(1000),
    "C9h": lambda: headers.c9(2000),
    "C10": lambda: c10(100),
    "C12": lambda: soak.day(3),
    "C13": lambda: c13(200, 100),
    "C14": lambda: c14(2000),
    "C15": lambda: c15(2000),
    "A6": lambda: release(500),
    "A18": lambda: a18(5000),
    "A18m": lambda: a18m(1000),
    "A19": lambda: a19(200),
    "C6": lambda: c6(40, 40),
    "S4": lambda: s4(60),
    "S11": lambda: s11(2, 2),
}
FULL: Forms = {
    "C1": lambda: c1(10_000),
    "C1w": lambda: c1w(2000),
    "C2": lambda: c2(10_000, 5000),
    "C3": lambda: c3(10_000, 5000),
    "C4": lambda: c4(10_000),
    "C5": lambda: c5(2000, 5),
    "C7": suites.c7,
    "C9": lambda: c9(200_000),
    "C9h": lambda: headers.c9(1_000_000),
    "C10": lambda: c10(3000),
    "C12": lambda: soak.day(24),
    "C13": lambda: c13(2000, 1000),
    "C14": lambda: c14(10_000),
    "C15": lambda: c15(10_000),
    "A6": lambda: release(5000),
    "A18": lambda: a18(25_000),
    "A18m": lambda: a18m(10_000),
    "A19": lambda: a19(1000),
    "C6": lambda: c6(1024, 200),
    "S4": lambda: s4(2000),
    "S11": lambda: s11(64, 70),
}
# Only on request: the complete suite again, and half an hour.
LONG: Forms = {
    "C8": lambda: suites.c8("tests", "--ignore=tests/chaos"),
    "C12r": lambda: soak.real(minutes=30),
}
