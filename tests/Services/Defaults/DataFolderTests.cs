using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Services.Tests.Defaults;

public sealed class DataFolderTests : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly SqlMigrations Tables = new("training", _ => []);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-data-");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task Must_be_named(string? folder)
    {
        using var host = Build(folder);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(
            "Data:Folder is empty; the folder for the service's tables and blobs is right", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_tables_and_blobs()
    {
        using var host = Build(_folder.FullName);
        await host.StartAsync(Cancel);

        host.Services.GetRequiredService<IBlobStore>().WriteText("models/card.json", text => text.Write("{}"));
        await using (await host.Services.GetRequiredService<ISqlStores>().Open("training", Tables).OpenConnectionAsync(Cancel))
            Assert.True(File.Exists(Path.Combine(_folder.FullName, "sql", "training.sqlite")));

        Assert.Equal("{}", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "blobs", "models", "card.json"), Cancel));
    }

    [Fact]
    public async Task Is_refused_to_a_second_process_until_the_first_has_ended()
    {
        var first = Build(_folder.FullName);
        await first.StartAsync(Cancel);
        using var second = Build(_folder.FullName);

        var refusal = await Assert.ThrowsAsync<IOException>(() => second.StartAsync(Cancel));
        await first.StopAsync(Cancel);
        first.Dispose();
        using var third = Build(_folder.FullName);
        await third.StartAsync(Cancel);

        Assert.StartsWith($"Another process works on the data in '{_folder.FullName}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_it_is_a_file()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        using var host = Build(file);

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => host.StartAsync(Cancel));

        Assert.Equal($"Data:Folder '{file}' is a file; a folder is right.", refusal.Message);
    }

    [Fact]
    public async Task Is_refused_when_it_cannot_be_made()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Cancel);
        using var host = Build(Path.Combine(file, "below"));

        var refusal = await Assert.ThrowsAsync<IOException>(() => host.StartAsync(Cancel));

        Assert.StartsWith(
            $"Data:Folder '{file}{Path.DirectorySeparatorChar}below' cannot be written: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_cleared_of_blobs_that_a_killed_process_did_not_finish()
    {
        var left = Path.Combine(_folder.FullName, "blobs", "clips", "a.npy.unfinished");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "half", Cancel);
        using var host = Build(_folder.FullName);

        await host.StartAsync(Cancel);

        Assert.False(File.Exists(left));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static IHost Build(string? folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Data:Folder", folder)]);
        builder.AddData();
        return builder.Build();
    }
}
