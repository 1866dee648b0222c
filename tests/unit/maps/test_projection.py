"""The projections agree with PROJ, split lines at the antimeridian, and hide the far side."""

from itertools import pairwise
from math import hypot, radians

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Proj

from bot.maps.projection import Azimuthal, EqualEarth
from bot.maps.spherical_geometry import angle, kilometres, lat_lon, vector

RADIUS = 6_371_000.0
LAT = st.floats(-89, 89)
LON = st.floats(-180, 180)


@given(LAT, LON, LAT, LON)
def test_the_equal_area_projection_is_lamberts(
    lat: float, lon: float, centre_lat: float, centre_lon: float
):
    theirs = Proj(proj="laea", lat_0=centre_lat, lon_0=centre_lon, R=RADIUS)
    assume(angle(vector(lat, lon), vector(centre_lat, centre_lon)) < radians(119))

    x, y = theirs(lon, lat)
    ours = Azimuthal(vector(centre_lat, centre_lon)).point(vector(lat, lon))

    assert ours == pytest.approx((x / RADIUS, y / RADIUS), abs=1e-6)


@given(LAT, LON, LAT, LON)
def test_the_globe_is_orthographic_and_shows_only_the_near_side(
    lat: float, lon: float, centre_lat: float, centre_lon: float
):
    distance = angle(vector(lat, lon), vector(centre_lat, centre_lon))
    assume(abs(distance - radians(90)) > 1e-3)
    globe = Azimuthal(vector(centre_lat, centre_lon), as_globe=True)

    ours = globe.point(vector(lat, lon))

    assert (ours is None) == (distance > radians(90))
    if ours is not None:
        x, y = Proj(proj="ortho", lat_0=centre_lat, lon_0=centre_lon, R=RADIUS)(lon, lat)
        assert ours == pytest.approx((x / RADIUS, y / RADIUS), abs=1e-6)


@given(LAT, LON)
def test_the_world_projection_is_equal_earth(lat: float, lon: float):
    assume(abs(lon) < 179.9)
    x, y = Proj(proj="eqearth", R=RADIUS)(lon, lat)

    assert EqualEarth(0.0).point(vector(lat, lon)) == pytest.approx(
        (x / RADIUS, y / RADIUS), abs=1e-5
    )


@given(LAT, LON, LAT, LON)
def test_the_inverse_projection_returns_the_place(
    lat: float, lon: float, centre_lat: float, centre_lon: float
):
    place = vector(lat, lon)
    projection = Azimuthal(vector(centre_lat, centre_lon))
    xy = projection.point(place)
    assume(xy is not None)

    assert xy is not None
    back = projection.place(xy)
    assert back is not None
    assert kilometres(back, place) < 1


@pytest.mark.parametrize(
    "projection",
    [
        pytest.param(Azimuthal(vector(65, 95)), id="equal-area"),
        pytest.param(Azimuthal(vector(50, 95), as_globe=True), id="globe"),
        pytest.param(EqualEarth(radians(95)), id="world"),
    ],
)
def test_a_line_across_the_antimeridian_has_no_jump(projection):
    chukotka = [
        vector(66, 160 + at / 4) for at in range(160)
    ]  # across the antimeridian to 160° west

    for part in projection.lines(chukotka):
        assert all(hypot(b[0] - a[0], b[1] - a[1]) < 0.05 for a, b in pairwise(part))


@given(LAT, LON)
def test_a_vector_keeps_latitude_and_longitude(lat: float, lon: float):
    assert kilometres(vector(*lat_lon(vector(lat, lon))), vector(lat, lon)) < 0.01
