"""Stands in for Home Assistant's web page, which these tests never open.

Home Assistant 2024.3 goes into recovery mode on another port when an integration named `frontend` does not load, and
the real one needs a large package, a database and an image library. Integrations in the configuration folder win over
built-in ones of the same name.
"""

# 0.27 reads these here, later releases in manifest.json.
DOMAIN = "frontend"
DEPENDENCIES = ["api"]


async def async_setup(hass, config):
    return True


def setup(hass, config):
    """For 0.27, which knows no `async_setup`."""
    return True


def async_register_built_in_panel(*arguments, **options):
    """For `history` and `logbook` of 0.100, which put themselves into the menu of the page."""
