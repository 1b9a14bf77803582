using PlayCount.Mapping;
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
        builder.AddMapping();
        builder.AddListening("Mapping", port: 5341, healthPort: 5342);
        builder.AddMessaging();
    },
    app =>
    {
        app.MapDefaultEndpoints();
        app.MapMapping();
    });
