"""A new badge is told by mail, in the language of its holder, once."""

import pytest

from col_app.serve.mail_sink import newest_first, parse


@pytest.fixture
def mails_to(settings):
    def find(person):
        mails = [parse(file.read_bytes()) for file in newest_first(settings.data_dir / "mails")]
        return [mail for mail in mails if person.email in str(mail["To"])]

    return find


def test_a_badge_is_told_to_its_holder_once(portal, ona, keep_promises, mails_to):
    portal.complete(portal.activity(), ona)
    keep_promises()
    keep_promises()
    (mail,) = mails_to(ona)
    text = mail.get_body(preferencelist=("plain",)).get_content()
    (award,) = portal.awards(ona)
    assert f"/credentials/{award.public_id}" in text
