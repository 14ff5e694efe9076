"""The parts of an address: a month, a year, a name that is fit for one, and a cell's place."""

from uppsikt.figures import Period
from uppsikt.followup.basis.address import PART


class MonthConverter:
    """A month, `2022-10`, as a `Period`."""

    regex = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Period:
        """Read the text of the address."""
        return Period.parse(value)

    def to_url(self, value: Period) -> str:
        """Write the text of the address."""
        return str(value)


class YearConverter:
    """A year, `2022`, as a number."""

    regex = r"(?:19|20)[0-9]{2}"

    def to_python(self, value: str) -> int:
        """Read the text of the address."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Write the text of the address."""
        return f"{value:04d}"


class CellConverter:
    """A table, row or column in the address of a cell."""

    regex = PART

    def to_python(self, value: str) -> str:
        """Read the text of the address."""
        return value

    def to_url(self, value: str) -> str:
        """Write the text of the address."""
        return value


class NameConverter:
    """The name of a committee or a report line in an address: a–z, digits, - and _."""

    regex = r"[a-z0-9][a-z0-9_-]*"

    def to_python(self, value: str) -> str:
        """Read the text of the address."""
        return value

    def to_url(self, value: str) -> str:
        """Write the text of the address."""
        return value
