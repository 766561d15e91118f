"""Tests cannot reach beyond this machine, and this one proves it."""

import socket
import warnings

import pytest
from pytest_socket import SocketConnectBlockedError


def test_sockets_beyond_loopback_are_blocked():
    with (
        warnings.catch_warnings(),
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection,
    ):
        warnings.simplefilter("ignore")
        with pytest.raises(SocketConnectBlockedError):
            connection.connect(("192.0.2.1", 80))
