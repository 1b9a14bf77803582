using Azure.Storage.Blobs;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MySqlConnector;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>Where rows and blobs are kept, by configuration.</summary>
public static class DataExtensions
{
    /// <summary>Names the connection string of the MySQL database that rows go to.</summary>
    public const string Catalog = "catalog";

    /// <summary>Names the connection string of the Azure storage account that blobs go to.</summary>
    public const string Blobs = "blobs";

    private const int StorageTries = 3;
    private static readonly TimeSpan StorageLongest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Rows in the MySQL database that <c>ConnectionStrings:catalog</c> names, else as SQLite files; blobs in the storage account that
    /// <c>ConnectionStrings:blobs</c> names, else as files: those below <see cref="DataOptions.Folder"/>, this process's alone.
    /// </summary>
    /// <exception cref="OptionsValidationException">A connection string cannot be used.</exception>
    public static IHostApplicationBuilder AddData(this IHostApplicationBuilder builder)
    {
        var hasCatalog = Has(builder, Catalog);
        var hasBlobs = builder.AddSharedBlobs();
        if (!hasCatalog || !hasBlobs)
            AddFolder(builder.Services);
        if (hasCatalog)
            AddMySql(builder);
        else
            builder.Services.AddSingleton<ISqlStores>(services => new SqliteFolder(services.GetRequiredService<DataFolder>().Sql));
        if (!hasBlobs)
        {
            builder.Services.AddSingleton<IBlobStore>(services => new FolderBlobs(services.GetRequiredService<DataFolder>().Blobs));
            builder.Services.AddSingleton<IBlobContainers>(
                services => new FolderContainers(services.GetRequiredService<DataFolder>().Containers));
        }

        return builder;
    }

    /// <summary>
    /// The containers that settings name, for a process that only reads from them: those of the account <c>ConnectionStrings:blobs</c>,
    /// else
    /// the folders below <c>containers</c> in <see cref="DataOptions.Folder"/>; null where neither is given.
    /// </summary>
    /// <exception cref="OptionsValidationException">The connection string cannot be used.</exception>
    public static IBlobContainers? Containers(IConfiguration settings)
    {
        if (settings.GetConnectionString(Blobs) is { Length: > 0 } account)
            return new AzureContainers(Account(account));
        return settings[$"{DataOptions.Section}:{nameof(DataOptions.Folder)}"] is { Length: > 0 } folder
            ? new FolderContainers(Path.Combine(folder, FolderContainers.FolderName))
            : null;
    }

    /// <summary>Blobs in the account that <c>ConnectionStrings:blobs</c> names, for a process that keeps nothing of its own.</summary>
    /// <returns>Whether one is named.</returns>
    /// <exception cref="OptionsValidationException">The connection string cannot be used.</exception>
    public static bool AddSharedBlobs(this IHostApplicationBuilder builder)
    {
        var isNamed = Has(builder, Blobs);
        if (isNamed)
            AddAzure(builder);
        return isNamed;
    }

    private static bool Has(IHostApplicationBuilder builder, string name) =>
        !string.IsNullOrWhiteSpace(builder.Configuration.GetConnectionString(name));

    private static void AddFolder(IServiceCollection services)
    {
        services.AddCheckedOptions<DataOptions>(DataOptions.Section);
        services.AddSingleton<DataFolder>();
        services.AddHostedService(provider => provider.GetRequiredService<DataFolder>());
    }

    private static void AddMySql(IHostApplicationBuilder builder)
    {
        builder.AddMySqlDataSource(Catalog, settings => settings.ConnectionString = MySqlConnection(settings.ConnectionString));
        builder.Services.AddSingleton<ISqlStores>(services => new MySqlStores(services.GetRequiredService<MySqlDataSource>()));
    }

    private static void AddAzure(IHostApplicationBuilder builder)
    {
        // Before the first client is made: without it the clients have no traces.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        builder.Services.AddCheckedOptions<BlobOptions>(BlobOptions.Section);
        Account(builder.Configuration.GetConnectionString(Blobs)!);
        builder.AddAzureBlobServiceClient(Blobs, configureClientBuilder: client => client.ConfigureOptions(options =>
        {
            options.Retry.MaxRetries = StorageTries;
            options.Retry.NetworkTimeout = StorageLongest;
        }));
        builder.Services.AddSingleton(services => new AzureBlobs(services.GetRequiredService<BlobServiceClient>()
            .GetBlobContainerClient(services.GetRequiredService<IOptions<BlobOptions>>().Value.Container)));
        builder.Services.AddSingleton<IBlobStore>(services => services.GetRequiredService<AzureBlobs>());
        builder.Services.AddSingleton<IBlobContainers>(services => new AzureContainers(services.GetRequiredService<BlobServiceClient>()));
        builder.Services.AddHostedService<ContainerStart>();
    }

    private static string MySqlConnection(string? given)
    {
        try
        {
            var connection = new MySqlConnectionStringBuilder(given ?? "") { GuidFormat = MySqlGuidFormat.None };
            return connection.Database.Length > 0
                ? connection.ConnectionString
                : throw Refusal(Catalog, "names no database; add one, such as Database=playcount");
        }
        catch (ArgumentException e)
        {
            throw Refusal(Catalog, $"is none of MySQL: {e.Message} One such as Server=HOST;Port=3306;User ID=USER;Password=...;"
                + "Database=playcount is right");
        }
    }

    private static BlobServiceClient Account(string given)
    {
        try
        {
            return Uri.TryCreate(given, UriKind.Absolute, out var address) ? new BlobServiceClient(address) : new BlobServiceClient(given);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw Refusal(Blobs, "is none of Azure storage: the address of an account's blobs, such as "
                + "https://ACCOUNT.blob.core.windows.net, or a connection string with AccountName, AccountKey and BlobEndpoint is right");
        }
    }

    private static OptionsValidationException Refusal(string name, string what) =>
        new(name, typeof(string), [$"ConnectionStrings:{name} {what}."]);
}
