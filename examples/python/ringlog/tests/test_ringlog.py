import pytest

from ringlog import RingLog


def log(times, capacity=10):
    made = RingLog(capacity)
    for time in times:
        made.append(time, f"event {time}")
    return made


def test_the_oldest_go_first():
    assert [time for time, _ in log(range(15), capacity=3).since(0)] == [12, 13, 14]


def test_since_begins_at_its_time():
    assert [time for time, _ in log([1, 2, 2, 5]).since(2)] == [2, 2, 5]


def test_time_does_not_run_back():
    with pytest.raises(ValueError, match="before"):
        log([3, 2])


@pytest.mark.parametrize("capacity", [0, -1])
def test_a_log_holds_something(capacity):
    with pytest.raises(ValueError, match="holds nothing"):
        RingLog(capacity)


def test_a_log_shows_what_it_is():
    assert repr(log([1, 2], capacity=4)) == "RingLog(2 of 4 events)"
