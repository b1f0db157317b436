"""A log of the latest events: the newest push out the oldest."""

from collections import deque


class RingLog:
    """Holds at most `capacity` events, each a pair of a time and a text, in the order of their times."""

    def __init__(self, capacity):
        if capacity < 1:
            raise ValueError(f"a log of {capacity} events holds nothing: capacity is 1 or more")
        self._events = deque(maxlen=capacity)

    def append(self, time, text):
        """Adds an event; one that is older than the newest is refused."""
        if self._events and time < self._events[-1][0]:
            raise ValueError(f"time {time} is before that of the newest event, {self._events[-1][0]}")
        self._events.append((time, text))

    def since(self, time):
        """The events from a time on, the oldest first."""
        found = []
        for event in reversed(self._events):
            if event[0] < time:
                break
            found.append(event)
        found.reverse()
        return found

    def __len__(self):
        return len(self._events)
