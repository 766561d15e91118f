def test_cast_has_an_outsider_without_role_or_employee(cast):
    assert cast.dodi.employee is None
    assert not cast.dodi.roles.exists()
