"""Archives of strangers, read part by part within bounds; nothing is unpacked to disk."""

import zipfile
from dataclasses import dataclass

from stance.sheets.archive import TORN, check, opened
from stance.sheets.bounded import refused
from stance.sheets.limits import Limits, too_large


@dataclass
class Packed:
    """An archive, and how much of it was unpacked so far."""

    file: str
    archive: zipfile.ZipFile
    limits: Limits
    unpacked: int = 0

    @classmethod
    def of(cls, file: str, data: bytes, limits: Limits) -> "Packed":
        """Open an archive.

        Raises:
            DataError: it is damaged, hostile, or beyond the limits.
        """
        try:
            archive = opened(data)
        except TORN as error:
            raise refused(file, f"the archive is damaged ({error})", "export it anew") from error
        check(file, archive, limits)
        return cls(file, archive, limits)

    def read(self, part: zipfile.ZipInfo) -> bytes:
        """Return the bytes of a part; no more than its directory says are ever unpacked.

        Raises:
            DataError: it is damaged, or too much is unpacked.
        """
        self.unpacked += part.file_size
        limits = self.limits
        if part.file_size > limits.file_bytes or self.unpacked > limits.unpacked_bytes:
            message = f"{part.filename} unpacks to {part.file_size:,} bytes"
            raise too_large(self.file, message, "allow more: STANCE_MAX_FILE_BYTES")
        try:
            return self.archive.read(part)
        except TORN as error:
            message = f"{part.filename} is damaged ({error})"
            raise refused(self.file, message, "export it anew") from error
