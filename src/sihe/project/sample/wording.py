"""How the sample's people write: a grammar over the phrases of each category, no two reports alike."""

import random
from collections.abc import Sequence

from sihe.project.sample import reading


class Writer:
    """Writes reports, notes and answers from a seeded source; remembers what it wrote."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._words = reading.toml("words")
        self._used: set[str] = set()

    def pick(self, choices: Sequence[str]) -> str:
        """Return one of several."""
        return self._rng.choice(choices)

    def say(self, kind: str) -> str:
        """Return one of the words of a kind: questions, pauses, reopens."""
        return self.pick(self._words[kind])

    def decline(self) -> tuple[str, str]:
        """Return a ground to decline and what is said with it."""
        ground = self.pick(list(self._words["declines"]))
        return ground, self._words["declines"][ground]

    def report(self, category: str, where: str) -> str:
        """Return what a resident writes of something somewhere; never the same twice."""
        rows, text = reading.phrases()[category], ""
        for _ in range(60):
            said = self.fill(self.pick(rows["reports"]), where)
            parts = [self._maybe("openings", 0.3) + said]
            if self._rng.random() < 0.65:
                parts[0] += "，" + self.fill(self.pick(rows["more"]), where)
            wish = self._maybe("wishes", 0.55)
            text = "。".join(part for part in (*parts, wish) if part) + "。"
            if text not in self._used:
                break
        self._used.add(text)
        return text

    def short(self, category: str, where: str) -> str:
        """Return what a second person writes of the same thing: shorter and in other words."""
        return self.fill(self.pick(reading.phrases()[category]["reports"]), where) + "。"

    def quick(self, category: str, where: str) -> tuple[str, str]:
        """Return what a grid worker files and what was done at once."""
        rows = reading.phrases()[category]["quick"]
        for turn in range(30):
            text, answer = self.fill(self.pick(rows), where).split("|")
            if turn > 8:
                text = self.say("since") + text
            elif turn > 2:
                text = (
                    self.pick(
                        ("巡查：", "走访：", "入户：", "路过见", "晨巡，", "晚巡，", "居民带路看，")
                    )
                    + text
                )
            if text not in self._used:
                break
        self._used.add(text)
        return text + "。", answer

    def vague(self, where: str) -> str:
        """Return what somebody writes from which nobody can tell what it is about."""
        return self.fill(self.say("vague"), where)

    def note(self, category: str, where: str, report: str) -> str:
        """Return a note on the progress that goes with what was reported."""
        return self._fitting(reading.phrases()[category]["notes"], where, report) or self.say(
            "any_note"
        )

    def answer(self, category: str, where: str, report: str) -> str:
        """Return what is answered when it is done, about the thing that was reported."""
        return self._fitting(reading.phrases()[category]["answers"], where, report) or self.say(
            "any_answer"
        )

    def _fitting(self, choices: Sequence[str], where: str, report: str) -> str:
        """Return the phrase that speaks of the same things as the report; empty when none does."""
        plain = report.replace(where, "")
        pairs = {plain[i : i + 2] for i in range(len(plain))}
        likeness = [
            (sum(row[i : i + 2] in pairs for i in range(len(row) - 1)), self._rng.random(), row)
            for row in choices
        ]
        best = max(likeness)
        return self.fill(best[2], where) if best[0] else ""

    def fill(self, text: str, where: str) -> str:
        """Put since when, where and how many into a phrase."""
        return text.format(t=self.say("since"), w=where, n=self._rng.randint(2, 5))

    def _maybe(self, kind: str, chance: float) -> str:
        return self.say(kind) if self._rng.random() < chance else ""
