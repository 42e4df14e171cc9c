"""Everything that this library refuses, by name."""

from __future__ import annotations


class TenancyError(Exception):
    """Base of all errors of this library."""


class NoCityError(TenancyError):
    """A city was needed and none is current."""

    def __init__(self) -> None:
        super().__init__("no city is current here")


class CityMixupError(TenancyError):
    """A Session or an open transaction of one city was used for another."""

    def __init__(self, opened_for: str | None, used_for: str | None) -> None:
        super().__init__(
            f"opened for {opened_for or 'the network'}, used for {used_for or 'the network'}"
        )


class BadNameError(TenancyError, ValueError):
    """A slug, host, role or schema name that is malformed or reserved."""


class UnknownCityError(TenancyError, LookupError):
    """There is no such city."""


class CityExistsError(TenancyError):
    """A city of this slug exists already."""


class DirectoryUnavailableError(TenancyError):
    """The directory cannot be read and nothing is remembered."""


class MissingRightsError(TenancyError):
    """The administrating login lacks rights; the text holds the SQL to run by hand."""

    def __init__(self, why: str, sql: str) -> None:
        super().__init__(f"{why}\nRun this as a superuser, then start again:\n\n{sql}")
        self.sql = sql


class ArchiveError(TenancyError):
    """An exported city that is damaged, incomplete or of an unknown format."""


class RevisionMismatchError(ArchiveError):
    """An exported city of another migration revision than this release."""

    def __init__(self, archive: str | None, release: str | None) -> None:
        super().__init__(
            f"the archive is of revision {archive}, this release creates {release}: "
            "restore it with the release that wrote it, then migrate"
        )


class HostTakenError(TenancyError):
    """The host is another city's."""
