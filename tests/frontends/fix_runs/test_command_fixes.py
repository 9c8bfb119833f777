"""The command ``check`` with ``--fix`` and ``--diff``, on standard input, and on bad files."""

import subprocess
from pathlib import Path

import pytest

from tests.support.command_runner import CODE, FIXED, LINE, Runner, grant


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Runner:
    return Runner(tmp_path, monkeypatch, capfdbinary)


class TestFix:
    """Writing fixes, showing them, and holding them back."""

    def test_held_back_fixes_are_counted_in_the_last_line(
        self, run: Runner, tmp_path: Path
    ) -> None:
        (tmp_path / "a.py").write_text(CODE * 3)
        (tmp_path / "b.py").write_text('f("/me?")\n')
        last = "3 more fixes need --upn or --user-expression\n"
        code, out, err = run("check", "--fix")
        assert (code, err) == (1, "")
        assert out.count(LINE) == 4
        assert out.endswith(f"\n{last}")
        assert run("check", "--diff", "a.py") == (
            1,
            "",
            f"a.py:1:16: {LINE}\na.py:2:16: {LINE}\na.py:3:16: {LINE}\n{last}",
        )
        assert "more fix" not in run("check")[1]
        (tmp_path / "a.py").write_text(CODE)
        assert run("check", "--fix")[1].endswith("\n1 more fix needs --upn or --user-expression\n")
        assert (tmp_path / "a.py").read_text() == CODE

    def test_safe_fixes_are_written_and_what_is_left_is_reported(
        self, run: Runner, tmp_path: Path
    ) -> None:
        data = b'\xef\xbb\xbff("/me?")\r\n\tg("\xc3\xa9", "/me")\r'.replace(b"\t", b"")
        (tmp_path / "a.py").write_bytes(data)
        result = run("check", "--fix", "--upn", "a@b.c", ".")
        assert result == (1, f"./a.py:1:5: {LINE}\n", "./a.py: 1 finding fixed\n")
        assert grant(".") in run.summary
        assert (tmp_path / "a.py").read_bytes() == data.replace(b'"/me"', b'"/users/a@b.c"')
        again = run("check", "--fix", "--upn", "a@b.c", ".")
        assert again == (1, f"./a.py:1:5: {LINE}\n", "")
        assert grant(".") not in run.summary

    def test_the_paths_to_ask_for_permissions_are_repeated(
        self, run: Runner, tmp_path: Path
    ) -> None:
        names = [f"m {number}.py" for number in range(4)]
        for chosen, said in ((names[:3], "'m 0.py' 'm 1.py' 'm 2.py'"), (names, "PATH...")):
            for name in names:
                (tmp_path / name).write_text(CODE)
            assert run("check", "--fix", "--upn", "a@b.c", *chosen)[0] == 0
            assert grant(said) in run.summary

    def test_what_is_only_shown_needs_nothing_yet(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE)
        assert run("check", "--fix", "--diff", "--upn", "a@b.c", ".")[0] == 1
        assert (tmp_path / "a.py").read_text() == CODE
        assert grant(".") not in run.summary

    @pytest.mark.parametrize(
        ("user", "usual"),
        [
            ("a@b.c", True),
            ("o'brien#EXT#@b.c", True),
            ("2a9e9ee6-0f1d-4c2b-9f0e-0123456789aB", True),
            ("adele", False),
            ("a@b@c", False),
            ("@b.c", False),
            ("2a9e9ee6-0f1d-4c2b-9f0e-0123456789ag", False),
        ],
    )
    def test_a_user_that_is_neither_name_nor_id_is_remarked_on(
        self, run: Runner, tmp_path: Path, user: str, usual: bool
    ) -> None:
        (tmp_path / "a.py").write_text(CODE)
        err = run("check", "--fix", f"--upn={user}", "a.py")[2]
        said = f"{user!r} is neither a user principal name (name@domain) nor an object ID\n"
        assert (said in err) is not usual
        assert err.partition("a.py: ")[0] == ("" if usual else said)
        (tmp_path / "a.py").write_text(CODE)
        for given in ((), ("--diff",)):
            assert (said in run("check", *given, f"--upn={user}", "a.py")[2]) is not usual
        (tmp_path / "a.py").write_text("x = 1\n")
        assert run("check", f"--upn={user}", "a.py") == (0, "", "")

    @pytest.mark.parametrize("options", [(), ("--fix",), ("--diff",)])
    def test_a_path_where_the_user_is_missing(
        self, run: Runner, tmp_path: Path, options: tuple[str, ...]
    ) -> None:
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "a.py").write_text(CODE)
        line = "flake8-graph-me: error: --upn takes a user, and 'src' is a path\n"
        assert run("check", *options, "--upn", "src") == (2, "", line)
        assert (tmp_path / "src" / "a.py").read_text() == CODE

    def test_a_user_who_is_called_like_a_file(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE)
        (tmp_path / "a@b.c").mkdir()
        assert run("check", "--fix", "--upn", "a@b.c", "a.py")[0] == 0
        (tmp_path / "adele").mkdir()
        (tmp_path / "pyproject.toml").write_text('[tool.flake8-graph-me]\nupn = "adele"\n')
        assert run("check", "a.py")[0] == 0

    def test_unsafe_fixes_on_request_only(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE + CODE)
        arguments = ("check", "--fix", "--user-expression=settings.mailbox")
        assert run(*arguments)[0] == 1
        assert run("check", "--unsafe-fixes", "--user-expression=settings.mailbox")[0] == 1
        assert (tmp_path / "a.py").read_text() == CODE + CODE
        assert run(*arguments, "--unsafe-fixes")[0] == 0
        fixed = 'requests.get("/users/" + settings.mailbox + "/messages")\n'
        assert (tmp_path / "a.py").read_text() == f"import settings\n{fixed}{fixed}"

    def test_diff_applies_and_writes_nothing(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE)
        code, out, err = run("check", "--diff", "--fix", "--upn=a@b.c", "a.py")
        expected = f"--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-{CODE}+{FIXED}"
        assert (code, out, err) == (1, expected, "")
        assert (tmp_path / "a.py").read_text() == CODE

    def test_diff_is_in_the_bytes_of_the_file(self, run: Runner, tmp_path: Path) -> None:
        data = b'# coding: latin-1\r\nx = "\xe9"\r\nf("/me")'
        (tmp_path / "a.py").write_bytes(data)
        _, patch, _ = run.raw("check", "--diff", "--upn=a@b.c", "a.py")
        subprocess.run(["patch", "-p1", "--quiet"], input=patch, check=True, cwd=tmp_path)
        assert (tmp_path / "a.py").read_bytes() == data.replace(b"/me", b"/users/a@b.c")

    def test_fix_that_breaks_the_syntax_leaves_the_file_alone(
        self, run: Runner, tmp_path: Path
    ) -> None:
        (tmp_path / "a.py").write_text('f("/me*")\n')
        (tmp_path / "b.py").write_text(CODE)
        code, out, _ = run("check", "--fix", "--upn=a@b.c")
        assert code == 1
        first, second = out.splitlines()
        assert first.startswith("./a.py:1:1: GME900 the file was left unchanged: ")
        assert "would break the syntax" in first
        assert second == f"./a.py:1:5: {LINE}"
        assert (tmp_path / "a.py").read_text() == 'f("/me*")\n'
        assert (tmp_path / "b.py").read_text() == FIXED

    def test_fix_that_breaks_the_analysis_leaves_the_file_alone(
        self, run: Runner, tmp_path: Path
    ) -> None:
        (tmp_path / "a.py").write_text('f("/me%")\n')
        code, out, _ = run("check", "--fix", "--upn=a@b.c", "a.py")
        assert (code, (tmp_path / "a.py").read_text()) == (1, 'f("/me%")\n')
        assert out == (
            "a.py:1:1: GME900 the file was left unchanged: after its fixes: the stand-in gave up\n"
            f"a.py:1:5: {LINE}\n"
        )

    def test_clashing_fixes_take_further_rounds(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text('f("/me+")\n' * 3)
        result = run("check", "--fix", "--upn=a@b.c", "a.py")
        assert result == (0, "", "a.py: 3 findings fixed\n")
        fixed = 'f("/users/a@b.c+")\n' * 3
        assert (tmp_path / "a.py").read_text() == f"# 5\n# 3\n# 1\n{fixed}"

    def test_rounds_end(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text('f("/me+")\n' * 8)
        code, out, err = run("check", "--fix", "--upn=a@b.c", "a.py")
        assert (code, out.count(LINE), err) == (1, 3, "a.py: 5 findings fixed\n")

    def test_read_only_file_is_reported(self, run: Runner, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_text(CODE)
        (tmp_path / "a.py").chmod(0o444)
        code, out, err = run("check", "--fix", "--upn=a@b.c")
        assert (code, err) == (1, "")
        assert out == (
            "./a.py:1:1: GME900 the file was left unchanged: it is read-only\n"
            f"./a.py:1:16: {LINE}\n"
        )


class TestStandardInput:
    """``-`` as a path."""

    def test_is_reported_under_its_name(self, run: Runner) -> None:
        assert run("check", "-", stdin=CODE.encode())[1] == f"stdin:1:16: {LINE}\n"
        name = "--stdin-display-name=src/a.py"
        assert run("check", name, "-", stdin=CODE.encode())[1] == f"src/a.py:1:16: {LINE}\n"
        ignored = run("check", name, "--per-file-ignores=src/*:GME", "-", stdin=CODE.encode())
        assert ignored == (0, "", "")

    def test_fixed_form_goes_to_standard_output(self, run: Runner) -> None:
        code, out, err = run("check", "--fix", "--upn=a@b.c", "-", stdin=CODE.encode() + b'"/me?"')
        assert (code, out) == (1, f'{FIXED}"/me?"')
        assert err.startswith(f"stdin:2:3: {LINE}\n")

    @pytest.mark.parametrize(
        ("data", "code"),
        [(b"x = 1\r\n", 0), (b'"/me"  # noqa', 0), (b"", 0), (b"\xff", 1), (b"(", 1)],
    )
    def test_comes_back_unchanged_where_nothing_is_fixed(
        self, run: Runner, data: bytes, code: int
    ) -> None:
        assert run.raw("check", "--fix", "--upn=a@b.c", "-", stdin=data)[:2] == (code, data)

    def test_excluded_input_comes_back_unchanged(self, run: Runner) -> None:
        arguments = ("check", "--fix", "--upn=a@b.c", "--exclude=a.py", "--stdin-display-name=a.py")
        assert run(*arguments, "-", stdin=CODE.encode()) == (0, CODE, "")


class TestFailures:
    """One line each, the run goes on, nothing is written."""

    def test_bad_files(self, run: Runner, tmp_path: Path) -> None:
        bad = {
            "broken.py": b"def f(:\n",
            "brackets.py": b"(" * 10_000,
            "bytes.py": b"x = '\xe9'\n",
            "codec.py": b"# coding: nonsense\n",
            "null.py": b"x = 1\0\n",
            "raises.py": b'"/me!"\n',
        }
        for name, data in bad.items():
            (tmp_path / name).write_bytes(data)
        (tmp_path / "dangling.py").symlink_to("nowhere.py")
        (tmp_path / "good.py").write_text(CODE)
        code, out, err = run("check", "--fix", "--upn=a@b.c")
        skipped = "not checked: ./dangling.py is a link that leads nowhere\n"
        assert (code, err) == (1, f"{skipped}./good.py: 1 finding fixed\n")
        assert [line.split(" ")[:2] for line in out.splitlines()] == [
            [f"./{name}:1:1:", "GME900"] for name in sorted(bad)
        ]
        for name, data in bad.items():
            assert (tmp_path / name).read_bytes() == data

    def test_failure_is_hidden_only_on_request(self, run: Runner) -> None:
        assert run("check", "none.py", "--select=GME001")[0] == 1
        assert run("check", "none.py", "--ignore=GME900")[0] == 0
        assert run("check", "none.py", "--per-file-ignores=none.py:GME9")[0] == 0

    def test_findings_beside_other_output_are_for_people(self, run: Runner) -> None:
        arguments = ("check", "--fix", "--output-format=json", "-")
        code, out, err = run(*arguments, stdin=CODE.encode())
        assert (code, out) == (1, CODE)
        assert err == (f"stdin:1:16: {LINE}\n1 more fix needs --upn or --user-expression\n")
