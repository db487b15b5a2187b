import pytest

pytest.register_assert_rewrite("tests.features.consent_surfaces", "tests.features.consent_week")
