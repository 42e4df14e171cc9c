import socket

import pytest
from sqlalchemy import select

import tenancy
from col_app.core import mail, outbox
from col_app.core.db import db, network_session
from col_app.core.mail import Letter
from col_app.core.outbox import Promise
from col_app.people.accounts import actions as accounts


def waiting_for(person_id):
    with network_session() as session:
        who = Promise.payload["person_id"].as_integer() == person_id
        mails = select(Promise.id).where(who, Promise.kind == "mail").order_by(Promise.id)
        return session.scalars(mails).all()


def keep(app, person_id):
    for promise_id in waiting_for(person_id):
        outbox.run(promise_id, app.directory)


def test_a_welcome_mail_is_sent_once(app, in_app, person, postbox):
    keep(app, person.id)
    keep(app, person.id)

    assert [mail["Subject"] for mail in postbox.mails] == ["Welcome to Cities of Learning"]


def test_a_mail_says_who_sends_it_and_to_whom(app, in_app, person, postbox):
    keep(app, person.id)

    found = postbox.mails[0]
    assert found["To"] == f"Ona <{person.email}>"
    assert found["From"].addresses[0].display_name == "Cities of Learning"
    assert found["List-Id"] == f"<{app.settings.base_domain.partition(':')[0]}>"
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]


def test_the_link_in_the_welcome_mail_confirms_the_address(app, browser, person, postbox):
    with app.app_context():
        keep(app, person.id)
    text = postbox.mails[0].get_body(("plain",)).get_content()
    link = next(line for line in text.splitlines() if "/confirm/" in line)

    path = "apex" + link.removeprefix(app.settings.apex_url)
    assert "Sign in to the account" in browser.get(path).text
    browser.fill("apex/sign-in", email=person.email, password="four green trams")
    assert browser.fill(path).status_code == 200
    with app.app_context():
        assert accounts.authenticate(person.email, "four green trams").confirmed_at is not None


def test_a_confirmation_with_another_seal_is_unknown(browser, person):
    assert browser.get(f"apex/confirm/{person.id}-{'0' * 64}").status_code == 404
    assert browser.get("apex/confirm/nonsense").status_code == 404


def test_a_mail_of_a_city_carries_its_name(app, in_app, person, postbox):
    greeting = Letter("A badge\r\nBcc: x@evil.example", ("Well done.",))
    mail.renders("greeting", lambda _recipient, _ids: greeting)
    with tenancy.use_city(app.directory.by_slug("vilnius")):
        for _ in "twice":
            mail.send("greeting", person.id, {"award_id": 1}, f"greeting:{person.id}")
        db.session.commit()
        db.session.remove()
    keep(app, person.id)

    found = postbox.mails[-1]
    assert found["From"].addresses[0].display_name == "Vilnius"
    assert (found["Subject"], found["Bcc"]) == ("A badge Bcc: x@evil.example", None)
    assert len(postbox.mails) == 2


def test_the_same_promise_has_the_same_message_id(app, in_app, person):
    recipient = mail.Recipient(person.id, person.email, person.name, "en")
    first, second = (mail.compose(recipient, Letter("Hello", ()), "abc") for _ in "ab")

    host = app.settings.base_domain.partition(":")[0]
    assert first["Message-ID"] == second["Message-ID"] == f"<abc@{host}>"


def test_a_mail_waits_while_the_server_is_away(app, in_app, person, postbox):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    object.__setattr__(app.settings, "smtp_url", f"smtp://127.0.0.1:{port}")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system calls it
        keep(app, person.id)

    with network_session() as session:
        done = session.scalars(
            select(Promise.done_at).where(Promise.id.in_(waiting_for(person.id)))
        )
        assert done.all() == [None]


def test_nothing_is_sent_to_an_account_that_is_gone(app, in_app, person, postbox):
    with network_session() as session:
        session.delete(session.merge(person))
    keep(app, person.id)

    assert postbox.mails == []
