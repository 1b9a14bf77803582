using System.Diagnostics;
using PlayCount.Tests;

namespace PlayCount.Architecture.Tests;

/// <summary>test.sh as it stands, over test hosts that are small scripts: their report and exit status are spelled out.</summary>
public sealed class TestScriptTests : IDisposable
{
    // Stands where dotnet would: builds and formats as told, runs a host by running its script.
    private const string Dotnet = """
        #!/usr/bin/env bash
        case $* in
          build*genuine*) exit "$(cat genuine-status)" ;;
        esac
        case $1 in
          build) exit "$(cat build-status)" ;;
          format) exit "$(cat format-status)" ;;
        esac
        report() {
            counts="errors=\"$3\" failed=\"$2\" passed=\"$1\" skipped=\"$4\""
            echo "<?xml version=\"1.0\"?><assemblies><assembly name=\"x\" $counts>$5</assembly></assemblies>" >"$folder/$file"
        }
        host=$1
        while [ $# -gt 0 ]; do
          case $1 in
            --results-directory) folder=$2 ;;
            --report-xunit-filename) file=$2 ;;
          esac
          shift
        done
        . "$host"
        """;

    private const string Skip =
        "<test id=\"1\" name=\"SoxTests.Agrees(rate: \\&quot;8&lt;9\\&quot;)\" result=\"Skip\">"
        + "<reason><![CDATA[needs sox\nand more]]></reason></test>";

    private const string Fail =
        "<test id=\"2\" name=\"ATests.Adds\" result=\"Fail\"><failure><message><![CDATA[Expected 1]]></message></failure></test>";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("test-script-");

    [Fact]
    public void Counts_over_all_hosts() =>
        AssertRun(0, "5 passed, 0 failed, 0 skipped", Script(("A", "report 3 0 0 0"), ("B", "report 2 0 0 0")));

    [Fact]
    public void Fails_with_a_failed_test_and_names_it() =>
        Assert.Contains("ATests.Adds: Expected 1",
            AssertRun(1, "2 passed, 1 failed, 0 skipped", Script(("A", $"report 2 1 0 0 '{Fail}'; exit 2"))),
            StringComparison.Ordinal);

    [Fact]
    public void Names_a_skip_with_its_reason() =>
        Assert.Contains("SoxTests.Agrees(rate: \"8<9\"): needs sox",
            AssertRun(0, "2 passed, 0 failed, 1 skipped", Script(("A", $"report 2 0 0 1 '{Skip}'"))),
            StringComparison.Ordinal);

    [Fact]
    public void Makes_a_skip_a_failure_when_all_is_required() =>
        Assert.Contains("SoxTests.Agrees",
            AssertRun(1, "2 passed, 1 failed, 0 skipped", Script(("A", $"report 2 0 0 1 '{Skip}'")), "--require-all"),
            StringComparison.Ordinal);

    [Fact]
    public void Fails_when_the_build_does() =>
        AssertRun(1, "0 passed, 1 failed, 0 skipped", Script(("A", "report 3 0 0 0")).With("build-status", "1"));

    [Fact]
    public void Fails_when_the_build_of_the_native_library_does() =>
        Assert.Contains("\n  native/build.sh\n",
            AssertRun(1, "3 passed, 1 failed, 0 skipped", Script(("A", "report 3 0 0 0")).With("native-status", "1")),
            StringComparison.Ordinal);

    [Fact]
    public void Goes_on_where_there_is_no_libtorch_to_build_against() =>
        AssertRun(0, "3 passed, 0 failed, 0 skipped", Script(("A", "report 3 0 0 0")).With("native-status", "3"));

    [Fact]
    public void Fails_when_the_trainer_does_not_build_against_the_package() =>
        AssertRun(1, "4 passed, 1 failed, 0 skipped", Script(("A", "report 1 0 0 0")).With("genuine-status", "1"), quick: false);

    [Fact]
    public void Fails_when_a_host_dies_before_its_report() =>
        AssertRun(1, "2 passed, 1 failed, 0 skipped", Script(("A", "exit 134"), ("B", "report 2 0 0 0")));

    [Fact]
    public void Fails_when_a_host_fails_though_no_test_did() =>
        AssertRun(1, "2 passed, 1 failed, 0 skipped", Script(("A", "report 2 0 0 0; exit 7")));

    [Fact]
    public void Fails_when_a_fixture_breaks_in_its_clean_up() =>
        AssertRun(1, "2 passed, 1 failed, 0 skipped", Script(("A", "report 2 0 1 0; exit 2")));

    [Fact]
    public void Takes_a_host_without_tests_in_the_set_when_another_has_some() =>
        AssertRun(0, "2 passed, 0 failed, 0 skipped", Script(("A", "report 0 0 0 0; exit 8"), ("B", "report 2 0 0 0")));

    [Fact]
    public void Fails_when_no_host_ran_any_test() =>
        AssertRun(1, "0 passed, 1 failed, 0 skipped", Script(("A", "report 0 0 0 0; exit 8")));

    [Fact]
    public void Fails_when_a_host_was_not_built()
    {
        var script = Script(("A", "report 1 0 0 0"), ("B", "report 2 0 0 0"));
        File.Delete(Path.Combine(_folder.FullName, "tests/B/bin/Release/net10.0/B.dll"));

        AssertRun(1, "1 passed, 1 failed, 0 skipped", script);
    }

    [Fact]
    public void Leaves_out_projects_under_tests_that_say_they_hold_none() =>
        AssertRun(0, "1 passed, 0 failed, 0 skipped", Script(("A", "report 1 0 0 0"))
            .With("tests/B/B.csproj", "<Project>\n  <IsTestProject>false</IsTestProject>\n</Project>"));

    [Fact]
    public void Fails_when_code_is_not_formatted() =>
        AssertRun(1, "3 passed, 1 failed, 0 skipped", Script(("A", "report 3 0 0 0")).With("format-status", "2"), "--check-format");

    [Fact]
    public void Runs_quick_and_full_set_and_narrower_vectors_without_quick()
    {
        var output = AssertRun(0, "4 passed, 0 failed, 0 skipped", Script(("A", "report 1 0 0 0")), quick: false);

        Assert.Contains("A-quick ", output, StringComparison.Ordinal);
        Assert.Contains("A-full ", output, StringComparison.Ordinal);
        Assert.Contains("A-DOTNET_EnableAVX2 ", output, StringComparison.Ordinal);
        Assert.Contains("A-DOTNET_EnableAVX512 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_count_what_the_narrower_setting_itself_leaves_out()
    {
        var host = $"if [ -n \"${{DOTNET_EnableAVX2:-}}\" ]; then report 1 0 0 1 '{Skip}'; else report 2 0 0 0; fi";

        var output = AssertRun(0, "7 passed, 0 failed, 0 skipped", Script(("A", host)), "--require-all", quick: false);

        Assert.Contains("A-DOTNET_EnableAVX2: SoxTests.Agrees", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_option_it_does_not_have() =>
        Assert.Equal(1, Run(Script(("A", "report 1 0 0 0")), ["--fast"]).Status);

    public void Dispose() => _folder.Delete(recursive: true);

    private string AssertRun(int status, string lastLine, TestScript script, string? option = null, bool quick = true)
    {
        var run = Run(script, [.. quick ? ["--quick"] : Array.Empty<string>(), .. option is null ? [] : new[] { option }]);

        Assert.Equal(lastLine, run.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Equal(status, run.Status);
        return run.Output;
    }

    private (int Status, string Output) Run(TestScript script, string[] options)
    {
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = script.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("test.sh");
        foreach (var option in options)
            start.ArgumentList.Add(option);
        start.Environment["PATH"] = $"{script.Folder}/programs{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.Wait(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private TestScript Script(params (string Name, string Host)[] projects)
    {
        var script = new TestScript(_folder.FullName)
            .With("test.sh", File.ReadAllText(Path.Combine(Outside.Root, "test.sh")))
            .With("infra/install.sh", "#!/usr/bin/env bash\n").With("programs/dotnet", Dotnet)
            .With("native/build.sh", "#!/usr/bin/env bash\nexit \"$(cat native-status)\"\n").With("native-status", "0")
            .With("build-status", "0").With("genuine-status", "0").With("format-status", "0");
        foreach (var (name, host) in projects)
            script.With($"tests/{name}/{name}.csproj", "").With($"tests/{name}/bin/Release/net10.0/{name}.dll", host);
        return script;
    }

    private sealed record TestScript(string Folder)
    {
        public TestScript With(string path, string text)
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return this;
        }
    }
}
