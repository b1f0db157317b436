import pytest

from ringlog import RingLog

EVENTS = [(number, "a message of some length") for number in range(20_000)]


def filled():
    log = RingLog(5_000)
    for time, text in EVENTS:
        log.append(time, text)
    return log


def test_append(benchmark):
    benchmark(filled)


@pytest.mark.parametrize("events", [10, 1000])
def test_since(benchmark, events):
    log = filled()
    benchmark(log.since, EVENTS[-events][0])
