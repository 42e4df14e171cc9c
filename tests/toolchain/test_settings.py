"""Ports, secrets, the lock and the defaults of a development run."""

import re
import socket

import pytest

from col_app.serve import dev_secrets
from col_app.serve.environment import Place, fill, last_place
from col_app.serve.errors import StartError
from col_app.serve.lock import only_one
from col_app.serve.ports import free_port, require_free
from col_app.serve.progress import Bar
from col_app.serve.servers import make_data_folder


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_named_with_a_free_one(taken_port):
    with pytest.raises(StartError, match=rf"Port {taken_port} is taken .* --port \d+"):
        require_free(taken_port)


def test_a_wish_for_a_taken_port_gives_another(taken_port):
    assert free_port(taken_port) != taken_port


def test_secrets_are_made_once_and_for_the_owner_alone(tmp_path):
    made = dev_secrets.load(tmp_path)

    assert dev_secrets.load(tmp_path) == made
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_damaged_secrets_are_not_replaced(tmp_path):
    (tmp_path / "secrets.json").write_text("{}")

    with pytest.raises(StartError, match="is damaged"):
        dev_secrets.load(tmp_path)


def test_one_site_per_data_folder(tmp_path):
    with only_one(tmp_path), pytest.raises(StartError, match=r"runs already .* --data DIR"):
        only_one(tmp_path).__enter__()


def test_a_file_in_place_of_the_data_folder_is_explained(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(StartError, match=r"cannot be written: file exists"):
        make_data_folder(tmp_path / "var")


def test_what_is_set_stays_and_the_rest_is_filled(tmp_path):
    target = {"SECRET_KEY": "mine", "COL_TLS_CERT": "a", "COL_TLS_KEY": "b"}
    fill(Place.of(22000, tmp_path), dev_secrets.load(tmp_path), target)

    assert target["SECRET_KEY"] == "mine"
    assert target["COL_SCHEME"] == "https"
    assert target["COL_BASE_DOMAIN"] == "learningcities.localhost:22000"
    assert target["COL_ISSUER_DOMAIN"] == "learningcities.net"


def test_other_commands_know_where_the_site_was_served(tmp_path):
    place = Place.of(22000, tmp_path, "example.localhost:22000")
    place.remember()

    assert last_place(tmp_path) == place


def test_a_bar_without_a_terminal_writes_a_line_per_quarter(capsys):
    bar = Bar("demo")
    for done in range(101):
        bar(done, 100, "Vilnius")
    bar.end()

    assert re.findall(r"\d+/100", capsys.readouterr().out) == [
        "0/100", "25/100", "50/100", "75/100", "100/100",
    ]  # fmt: skip
