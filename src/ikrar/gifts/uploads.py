"""A photo on its way in: kept in memory up to its largest size, never bare on disk; what is larger is read and dropped."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest

from ikrar.gifts.photos import LARGEST


class SentPhoto(UploadedFile):
    """What a form finds; `is_too_large` where nothing of it was kept."""

    def __init__(self, name: str, data: bytes, *, size: int) -> None:
        super().__init__(io.BytesIO(data), name, size=size)
        self.is_too_large = size > LARGEST


class PhotoHandler(FileUploadHandler):
    """Django's upload handler; install it before anything of the request is read."""

    chunk_size = 1 << 20

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept, self._size = bytearray(), 0
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > LARGEST:
            self._kept.clear()
        else:
            self._kept += raw_data

    def file_complete(self, file_size: int) -> SentPhoto:
        return SentPhoto(self.file_name or "", bytes(self._kept), size=self._size)


@contextmanager
def photo_uploads(request: HttpRequest) -> Iterator[None]:
    """Take what this request brings into memory."""
    request.upload_handlers = [PhotoHandler(request)]
    yield
