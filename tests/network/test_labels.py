from col_app.network.directory.labels import Named, sides


def test_a_name_stands_after_its_dot():
    assert sides([Named("Vilnius", 300, 300, 20)], 1000, 800) == ["end"]


def test_a_name_that_would_leave_the_paper_stands_before_its_dot():
    assert sides([Named("Vilnius", 960, 300, 20)], 1000, 800) == ["start"]


def test_two_neighbours_stand_on_different_sides():
    dots = [Named("Vilnius", 300, 300, 20), Named("Kaunas", 330, 300, 20)]

    assert sides(dots, 1000, 800) == ["start", "end"]


def test_a_dot_in_a_crowd_has_no_name():
    around = [(300, 300), (330, 300), (270, 300), (300, 275), (290, 325)]
    dots = [Named("Valletta", x, y, 20) for x, y in around]

    assert sides(dots, 1000, 800)[0] == ""


def test_without_places_there_is_nothing_to_name():
    assert sides([], 1000, 800) == []
