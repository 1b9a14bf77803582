using System.Diagnostics;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

public sealed class ComposeFileTests(AppHostFiles files) : IClassFixture<AppHostFiles>
{
    private static string Kept => Path.Combine(Outside.Root, "infra", "compose");

    [Theory]
    [InlineData("docker-compose.yaml")]
    [InlineData("env.example")]
    public void Are_those_that_the_AppHost_describes(string file) => Assert.True(
        File.ReadAllText(Path.Combine(Kept, file)) == File.ReadAllText(Path.Combine(files.Compose, file)),
        $"infra/compose/{file} is not what AppHost/AppHost.cs describes: run infra/compose/regenerate.sh.");

    [Fact]
    public void Are_taken_by_docker_compose_once_the_settings_are_given()
    {
        Outside.NeedsProgram("docker-compose", "docker-compose");

        Assert.Contains("in .env", Config([]).Error, StringComparison.Ordinal);
        var settings = File.ReadLines(Path.Combine(Kept, "env.example"))
            .Where(line => line.EndsWith('='))
            .ToDictionary(line => line[..^1], line => line.StartsWith("SONGS_FOLDER", StringComparison.Ordinal) ? "/given" : "given");
        var (exitCode, output, error) = Config(settings);

        Assert.True(exitCode == 0, error);
        Assert.Contains("amqp://guest:given@messaging:5672", output, StringComparison.Ordinal);
        Assert.Contains("Server=mysql;Port=3306;User ID=root;Password=given;Database=catalog", output, StringComparison.Ordinal);
        Assert.Contains("BlobEndpoint=http://storage:10000/devstoreaccount1;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0.0.0:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_refused_without_the_manifest_that_they_are_made_of()
    {
        var (exitCode, output, error) = files.Run("--compose", "out");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("--compose is made of the manifest: add --publisher manifest --output-path FILE.json.", error.Trim());
    }

    [Fact]
    public void Are_refused_of_an_application_that_stands_on_more_than_containers()
    {
        var (exitCode, _, error) = files.Run(
            "--publisher", "manifest", "--output-path", "m.json", "--backing", "external", "--compose", "c");

        Assert.Equal(1, exitCode);
        Assert.Contains("publish with --backing containers", error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output, string Error) Config(Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("docker-compose", ["-f", "docker-compose.yaml", "config"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Kept,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
