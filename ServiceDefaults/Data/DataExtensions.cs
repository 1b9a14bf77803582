using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Hosting;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>Rows and blobs in one folder, without a server.</summary>
public static class DataExtensions
{
    /// <summary>Tables as SQLite files and blobs as files below <see cref="DataOptions.Folder"/>, this process's alone.</summary>
    public static IHostApplicationBuilder AddData(this IHostApplicationBuilder builder)
    {
        builder.Services.AddCheckedOptions<DataOptions>(DataOptions.Section);
        builder.Services.AddSingleton<DataFolder>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DataFolder>());
        builder.Services.AddSingleton<ISqlStores>(services => new SqliteFolder(services.GetRequiredService<DataFolder>().Sql));
        builder.Services.AddSingleton<IBlobStore>(services => new FolderBlobs(services.GetRequiredService<DataFolder>().Blobs));
        return builder;
    }
}
