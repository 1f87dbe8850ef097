"""Which words travel through which channel."""

import pytest

from segments.advice import load_playbook, opening_lines
from segments.export import campaign_lines
from segments.i18n import Translator

MESSAGE = "Bawa anak ke posyandu."
_ = Translator("id")


@pytest.fixture(scope="module")
def playbook():
    return load_playbook()


def test_a_framing_gives_opening_and_messenger_to_the_channels_it_suits(playbook):
    framing = playbook.framings["entitlement_facts"]
    suited, other = campaign_lines(
        playbook, ["notice_board", "videotron"], ["entitlement_facts"], MESSAGE, _
    )
    assert suited.message == opening_lines(framing, MESSAGE)[0]
    assert suited.messenger == framing.messenger_id
    assert other.message == MESSAGE
    assert other.messenger == playbook.channels["videotron"].owner_id


def test_the_first_framing_that_suits_a_channel_speaks(playbook):
    both = ["how_to_steps", "entitlement_facts"]
    (line,) = campaign_lines(playbook, ["notice_board"], both, MESSAGE, _)
    assert line.messenger == playbook.framings["how_to_steps"].messenger_id


def test_without_a_message_there_is_nothing_to_adapt(playbook):
    (line,) = campaign_lines(playbook, ["notice_board"], ["entitlement_facts"], "  ", _, source="X")
    assert line.message == ""
    assert line.messenger


def test_the_source_stands_behind_the_message(playbook):
    (line,) = campaign_lines(playbook, ["videotron"], [], MESSAGE, _, source="Dinas Kesehatan. ")
    assert line.message == f"{MESSAGE} Sumber: Dinas Kesehatan."


def test_names_follow_the_language(playbook):
    (line,) = campaign_lines(playbook, ["notice_board"], [], MESSAGE, Translator("en"))
    assert line.channel == playbook.channels["notice_board"].name_en
