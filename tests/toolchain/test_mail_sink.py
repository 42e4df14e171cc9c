"""Mails are kept, listed newest first, and shown without being interpreted."""

import http.client
import smtplib
from email.message import EmailMessage

import pytest

from col_app.serve.mail_sink import keeping
from col_app.serve.ports import free_port


@pytest.fixture
def sink(tmp_path):
    smtp, web = free_port(), free_port()
    with keeping(tmp_path, smtp, web):
        yield smtp, web


def send(port, subject, text="Labas", html="<b onclick='x()'>Labas</b>"):
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "city@example.org", "ona@example.org"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)


def get(port, path, host="127.0.0.1"):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def first_mail(port):
    page = get(port, "/")[1]
    return get(port, page.partition('href="')[2].partition('"')[0])[1]


def test_the_latest_mail_stands_first(sink):
    smtp, web = sink
    send(smtp, "Pirmas")
    send(smtp, "Antras ąčę")
    page = get(web, "/")[1]

    assert page.index("Antras ąčę") < page.index("Pirmas")


def test_text_and_html_are_shown_as_source(sink):
    smtp, web = sink
    send(smtp, "<script>s()</script>", text="a <script>t()</script>")
    page = first_mail(web)

    assert "<script" not in page
    assert "a &lt;script&gt;t()&lt;/script&gt;" in page
    assert "&lt;b onclick=&#x27;x()&#x27;&gt;Labas&lt;/b&gt;" in page


def test_addresses_in_the_text_can_be_clicked(sink):
    smtp, web = sink
    send(smtp, "x", text="http://a.localhost:8000/c?d=1&e=2 ok")

    assert 'href="http://a.localhost:8000/c?d=1&amp;e=2"' in first_mail(web)


@pytest.mark.parametrize("path", ["/mails/1.eml", "/mails/../secrets.json", "/x"])
def test_other_addresses_are_not_found(sink, path):
    assert get(sink[1], path)[0] == 404


def test_a_page_elsewhere_cannot_read_the_mails(sink):
    assert get(sink[1], "/", host="evil.example")[0] == 403


def test_the_log_names_no_one(sink, caplog):
    with caplog.at_level("INFO"):
        send(sink[0], "Labas")

    assert "ona@example.org" not in caplog.text
    assert len(first_mail(sink[1])) > 0
