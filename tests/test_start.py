import credlint


def test_the_package_has_a_version() -> None:
    assert credlint.__version__
