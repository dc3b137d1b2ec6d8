"""Which language the program speaks, by the environment."""

import pytest

from reportgen.messages import language_of


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "en"),
    ({"LANG": "C.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW.Big5"}, "zh"),
    ({"LANG": "fr_FR.UTF-8"}, "en"),
    ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "zh_CN.GBK"}, "zh"),
    ({"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "en_US:zh"}, "en"),
    ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
    ({"LANGUAGE": "", "LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LC_CTYPE": "zh_CN.UTF-8"}, "en"),
])
def test_the_first_variable_that_is_set_decides_in_the_order_of_gettext(environment, language):
    assert language_of(environment) == language
