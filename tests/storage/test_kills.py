from tests.storage.kill_sweep import sweep


def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path):
    outcome = sweep(tmp_path, kills=6, seed=1)

    assert outcome.acknowledged >= 6
