using PlayCount.Segmentation;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Listening;
using PlayCount.ServiceDefaults.Messaging;

return await ServiceProgram.RunAsync(
    args,
    builder =>
    {
        builder.AddServiceDefaults();
        builder.AddData();
        builder.AddSegmentation();
        builder.AddListening("Segmentation", port: 5321, healthPort: 5322);
        builder.AddMessaging();
    },
    app =>
    {
        app.MapDefaultEndpoints();
        app.MapSegmentation();
    });
