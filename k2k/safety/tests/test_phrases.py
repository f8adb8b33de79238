"""Phrases of violence are met, and what people write about repairs is not."""

import json
import shutil

import pytest

from k2k.safety import phrases

TOLD = [
    "Suami saya pukul saya malam tadi",
    "suami pukul saya",
    "laki aku belasah aku depan anak",
    "Dia selalu tampar saya bila mabuk",
    "saya kena pukul dengan suami",
    "Saya dipukul suami",
    "mak kena dera dengan menantu",
    "anak saya dicabul",
    "Tolong, saya takut nak balik, suami saya kaki pukul",
    "dia ugut nak bunuh saya",
    "ayah pukul adik tiap malam",
    "Jiran atas pukul bini dia",
    "suami kurung saya dalam bilik",
    "Lif rosak. Suami saya pukul saya, tolong",
    "rasa nak bunuh diri",
    "tak nak hidup lagi",
    "𝓢𝓾𝓪𝓶𝓲 pukul saya",
    "SUAMI   PUKUL... SAYA!!!",
    "sua\u200bmi pukul saya",
    "My husband hits me",
    "he beat me again last night",
    "I am afraid of my husband",
    "my son keeps hitting me",
    "I was raped",
    "There is domestic violence in our unit",
    "He threatened to kill me",
    "the neighbour beats his wife every night",
    "I want to kill myself",
    "老公打我",
    "他又打我了",
    "我被丈夫打",
    "妈妈经常被儿子打",
    "家庭暴力",
    "老公喝醉了打我",
    "我想自杀",
    "爸爸性侵我",
    "என் கணவர் என்னை அடிக்கிறார்",
    "கணவன் தினமும் குடித்துவிட்டு அடிக்கிறான்",
    "குடும்ப வன்முறை",
    "அப்பா அம்மாவை அடித்தார்",
    "en kanavar ennai adikiran",
]
NOT_TOLD = [
    "lif pukul 3 rosak",
    "paip pecah",
    "Lif rosak sejak pukul 7 pagi, anak saya lambat ke sekolah",
    "suami saya pukul 3 petang tersangkut dalam lif",
    "Pukul 2 pagi air melimpah, saya dan anak terjaga",
    "bapa saya pukul 8 malam jatuh di tangga",
    "Tangga kena hujan, anak saya jatuh",
    "budak budak tendang bola kena pintu saya",
    "dia pukul paku di dinding tengah malam",
    "Bumbung kena pukul ribut",
    "saya terkurung dalam lif 20 minit",
    "kunci saya dalam bilik stor tertinggal",
    "takut suami saya jatuh di tangga",
    "takut anak saya jatuh, besi susur tangan longgar",
    "racun nak bunuh tikus di rumah sampah",
    "pintu lif hentak saya",
    "Lampu koridor mati, takut balik malam",
    "tembok kena ketuk, bunyi kuat pukul 11 malam",
    "jiran pukul dinding",
    "the lift door hit me",
    "my son was hit by a falling tile",
    "water beats on my window when it rains",
    "he hit the wall with a hammer at night",
    "the railing hurt my daughter",
    "my husband was stuck in the lift",
    "somebody kicked my door",
    "玻璃被打破了",
    "他打我电话说电梯坏了",
    "门被打开了",
    "垃圾房没有被打扫",
    "我被打扫的人叫醒",
    "电梯坏了",
    "爸爸下午三点被困在电梯里",
    "லிஃப்ட் வேலை செய்யவில்லை",
    "கதவு காற்றில் அடிக்கிறது",
    "தண்ணீர் குழாய் உடைந்தது",
    "மாலை ஆறு மணி அடித்தது",
]


@pytest.mark.parametrize("words", TOLD)
def test_who_tells_of_violence_is_met(words):
    assert phrases.meets(words), phrases.plain(words)


@pytest.mark.parametrize("words", NOT_TOLD)
def test_who_tells_of_a_repair_is_not(words):
    assert not phrases.meets(words), phrases.plain(words)


@pytest.mark.needs_chromium
def test_the_phone_meets_the_same_words_as_the_server():
    from playwright.sync_api import sync_playwright

    words = TOLD + NOT_TOLD
    source = phrases.SCRIPT.read_text(encoding="utf-8").replace("export ", "").replace("\nwakeExits();\n", "\n")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        answers = page.evaluate(f"() => {{ {source}\n return {json.dumps(words)}.map(isMet); }}")
        browser.close()
    assert answers == [phrases.meets(each) for each in words]
