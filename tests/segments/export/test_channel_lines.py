"""Which words travel through which channel."""

from dataclasses import replace

import pytest

from segments.advice import load_playbook, opening_lines
from segments.export import campaign_lines
from segments.i18n import Translator

MESSAGE = "Bawa anak ke posyandu."
_ = Translator("id")


@pytest.fixture(scope="module")
def playbook():
    return load_playbook()


def test_a_framing_opens_the_message_where_it_suits_and_leaves_the_messenger(playbook):
    framing = playbook.framings["entitlement_facts"]
    suited, other = campaign_lines(
        playbook, ["notice_board", "videotron"], ["entitlement_facts"], MESSAGE, _
    )
    assert suited.message == opening_lines(framing, MESSAGE)[0]
    assert suited.messenger == playbook.channels["notice_board"].owner_id
    assert other.message == MESSAGE
    assert other.messenger == playbook.channels["videotron"].owner_id


def test_the_first_framing_that_suits_a_channel_speaks(playbook):
    both = ["how_to_steps", "entitlement_facts"]
    (line,) = campaign_lines(playbook, ["notice_board"], both, MESSAGE, _)
    assert line.message == opening_lines(playbook.framings["how_to_steps"], MESSAGE)[0]


def test_a_channel_without_a_messenger_takes_the_one_of_its_framing(playbook):
    ownerless = replace(playbook.channels["notice_board"], owner_id="", owner_en="")
    changed = replace(playbook, channels={**playbook.channels, "notice_board": ownerless})
    (line,) = campaign_lines(changed, ["notice_board"], ["entitlement_facts"], MESSAGE, _)
    assert line.messenger == playbook.framings["entitlement_facts"].messenger_id


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
