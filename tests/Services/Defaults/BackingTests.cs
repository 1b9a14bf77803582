using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Services.Tests.Defaults;

/// <summary>Configuration alone says where rows and blobs are kept. Nothing here needs a server: none is asked before it is used.</summary>
public sealed class BackingTests : IDisposable
{
    private const string Catalog = "Server=127.0.0.1;Port=1;User ID=root;Password=secret;Database=playcount";

    private const string Blobs = "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=c2VjcmV0;"
        + "BlobEndpoint=http://127.0.0.1:1/account;";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-backing-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, typeof(SqliteFolder), typeof(FolderBlobs))]
    [InlineData("", " ", typeof(SqliteFolder), typeof(FolderBlobs))]
    [InlineData(Catalog, null, typeof(MySqlStores), typeof(FolderBlobs))]
    [InlineData(null, Blobs, typeof(SqliteFolder), typeof(AzureBlobs))]
    [InlineData(null, "https://account.blob.core.windows.net", typeof(SqliteFolder), typeof(AzureBlobs))]
    public async Task Are_servers_where_they_are_named_and_else_the_data_folder(string? catalog, string? blobs, Type rows, Type files)
    {
        using var host = Build(_folder.FullName, catalog, blobs);
        Assert.Single(host.Services.GetServices<IHostedService>().OfType<DataFolder>());

        Assert.IsType(rows, host.Services.GetRequiredService<ISqlStores>());
        Assert.IsType(files, host.Services.GetRequiredService<IBlobStore>());
        await Assert.ThrowsAsync<IOException>(() => Build(_folder.FullName, catalog, blobs).StartAsync(Cancel)); // it is locked
    }

    [Fact]
    public void Are_servers_alone_where_both_are_named_and_then_any_number_of_processes_may_share_them()
    {
        using var first = Build(folder: null, Catalog, Blobs);
        using var second = Build(folder: null, Catalog, Blobs);

        foreach (var host in new[] { first, second })
        {
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            Assert.IsType<MySqlStores>(host.Services.GetRequiredService<ISqlStores>());
            Assert.IsType<AzureBlobs>(host.Services.GetRequiredService<IBlobStore>());
            Assert.Null(host.Services.GetService<DataFolder>());
        }
    }

    [Theory]
    [InlineData(Catalog, null)]
    [InlineData(null, Blobs)]
    public async Task Need_the_data_folder_where_one_is_not_named(string? catalog, string? blobs)
    {
        using var host = Build(folder: null, catalog, blobs);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains("Data:Folder is empty", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("rows need ConnectionStrings:catalog (MySQL) and blobs ConnectionStrings:blobs (Azure storage)", refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=db;User ID=me;Password=secret", null, "ConnectionStrings:catalog names no database")]
    [InlineData("Server=db;Colour=red;Password=secret", null, "ConnectionStrings:catalog is none of MySQL: ")]
    [InlineData("db:3306;secret", null, "ConnectionStrings:catalog is none of MySQL: ")]
    [InlineData("Server=db;Port=many;Password=secret", null, "ConnectionStrings:catalog is none of MySQL: ")]
    [InlineData(null, "secret", "ConnectionStrings:blobs is none of Azure storage: ")]
    [InlineData(null, "AccountName=secret", "ConnectionStrings:blobs is none of Azure storage: ")]
    public void Are_refused_at_once_by_their_name_and_without_their_secrets(string? catalog, string? blobs, string begins)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Build(_folder.FullName, catalog, blobs));

        Assert.StartsWith(begins, Assert.Single(refusal.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("ab")]
    [InlineData("a--b")]
    [InlineData("")]
    public async Task Are_refused_a_container_that_storage_would_not_make(string container)
    {
        using var host = Build(_folder.FullName, catalog: null, Blobs, ("Blobs:Container", container));

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static IHost Build(string? folder, string? catalog, string? blobs, params (string Key, string? Value)[] more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([
            new("Data:Folder", folder), new("ConnectionStrings:catalog", catalog), new("ConnectionStrings:blobs", blobs),
            .. more.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        ]);
        builder.AddData();
        return builder.Build();
    }
}
